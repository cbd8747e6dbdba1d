using Microsoft.CodeAnalysis.CodeFixes;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.Declarations;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

public class DeclarationFixTests
{
    private const string Usings = "using System; using System.Collections.Generic; using Opossum.Typed;\n";

    [SampledTheory]
    [InlineData("""[Event("e")] public record {|OPSM1001:E|}(int A);""", """[Event("e")] public partial record E(int A);""")]
    [InlineData("""[Event("e")] record {|OPSM1001:E|}(int A);""", """[Event("e")] partial record E(int A);""")]
    [InlineData("""
        /* kept */ class Outer { [Event("e")] internal partial record {|OPSM1001:E|}(int A); }
        """, """/* kept */ partial class Outer { [Event("e")] internal partial record E(int A); }""")]
    [InlineData("""
        [Tag("t")] public readonly record struct {|OPSM1001:T|}(Guid Value);
        """, """[Tag("t")] public readonly partial record struct T(Guid Value);""")]
    [InlineData("""[EventModel] public static class {|OPSM1001:M|};""", """[EventModel] public static partial class M;""")]
    public Task Partial_is_added(string source, string expected) => Fixes<ModifierFix>(source, expected);

    [Fact]
    public Task Partial_goes_up_the_chain_for_all_events_at_once() => Fixes<ModifierFix>(
        """
        public static class Orders
        {
            // A comment.
            public class Inner
            {
                [Event("a")] public record {|OPSM1001:A|}(int V);
                [Event("b")] public record {|OPSM1001:B|}(int V);
            }
        }
        """,
        """
        public static partial class Orders
        {
            // A comment.
            public partial class Inner
            {
                [Event("a")] public partial record A(int V);
                [Event("b")] public partial record B(int V);
            }
        }
        """,
        iterations: 2);

    [SampledTheory]
    [InlineData("""
        [Tag("t")] public partial record struct {|OPSM1002:T|}(Guid Value);
        """, """[Tag("t")] public readonly partial record struct T(Guid Value);""")]
    [InlineData("""
        [Event("e")] public abstract partial record {|OPSM1002:E|}(int A);
        """, """[Event("e")] public partial record E(int A);""")]
    [InlineData("""[Event("e")] file partial record {|OPSM1002:E|}(int A);""", """[Event("e")] partial record E(int A);""")]
    public Task The_modifier_that_decides_is_added_or_removed(string source, string expected) => Fixes<ModifierFix>(source, expected);

    [SampledTheory]
    [InlineData("""[Event("e")] public abstract partial record {|OPSM1002:E|}(int A) { public abstract void Do(); }""")]
    [InlineData("""[Event("e")] public partial record {|OPSM1002:E|}<T>(T A);""")]
    public Task No_fix_is_offered_that_would_not_compile(string source) => Fixes<ModifierFix>(source, source);

    [SampledTheory]
    [InlineData("IEnumerable<int>", "IReadOnlyList<int>")]
    [InlineData("System.Collections.Generic.ICollection<string>", "System.Collections.Generic.IReadOnlyList<string>")]
    [InlineData("IList<int>", "IReadOnlyList<int>")]
    public Task A_sequence_becomes_a_list(string type, string expected) => Fixes<NearestTypeFix>(
        $$"""[Event("e")] public partial record E({{type}} {|OPSM1003:A|});""", $"""[Event("e")] public partial record E({expected} A);""");

    private static Task Fixes<TFix>(string source, string expected, int? iterations = null) where TFix : CodeFixProvider, new()
    {
        var test = new FixTest<DeclarationAnalyzer, TFix>(Usings + source, Usings + expected).WithLibrary();
        test.NumberOfIncrementalIterations = iterations;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
