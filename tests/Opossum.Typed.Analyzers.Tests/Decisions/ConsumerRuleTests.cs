using Opossum.Typed.Analyzers.Decisions;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Decisions;

/// <summary>OPSM3015, 3020 and 3032 of consumers, and OPSM3021.</summary>
public class ConsumerRuleTests
{
    private const string Domain = """
        using System; using System.Threading; using System.Threading.Tasks; using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course);

        """;

    [SampledTheory]
    [InlineData("""[Consumer("a b")] public partial class {|OPSM3020:C|} { void On(Defined _) { } }""")]
    [InlineData("""[Consumer("c")] public partial class {|OPSM3020:C|} { }""")]
    [InlineData("""[Consumer("c", InOrderOf = typeof(int))] public partial class {|OPSM3020:C|} { void On(Defined _) { } }""")]
    [InlineData("""[Consumer("c")] public partial class C { async void {|OPSM3015:On|}(Defined _) => await Task.Yield(); }""")]
    [InlineData("""[Consumer("c")] public partial class C { void {|OPSM3015:On|}(Defined _, long at) { } }""")]
    [InlineData("""[Consumer("c")] public partial class C { void On(string {|OPSM3015:e|}) { } }""")]
    [InlineData("""[Consumer("c")] public class {|OPSM1001:C|} { void On(Defined _) { } }""")]
    public Task What_can_not_be_given_events_is_reported(string source) => Reports<DecisionAnalyzer>(source);

    [SampledTheory]
    [InlineData("void On(Defined _) { }")]
    [InlineData("void On(Defined _) { } void On(Plain _) { }")]
    public Task An_order_of_a_tag_that_no_event_has_is_reported(string handlers) => Reports<DecisionAnalyzer>(
        Others + $$"""[Consumer("c", InOrderOf = typeof(Other))] public partial class {|OPSM3032:C|} { {{handlers}} }""");

    [SampledTheory]
    [InlineData("void On(Both _) { }")]
    [InlineData("void On(Defined _) { } void On(Both _) { }")]
    [InlineData("void On(ByText _) { }")]
    [InlineData("void On(Nested _) { }")]
    [InlineData("void On(IAny _) { }")]
    [InlineData("void On(Defined _) { } void On(IAny _) { }")]
    public Task An_order_of_a_tag_that_an_event_has_or_may_have_is_not(string handlers) => Reports<DecisionAnalyzer>(
        Others + $$"""[Consumer("c", InOrderOf = typeof(Other))] public partial class C { {{handlers}} }""");

    [Fact]
    public Task A_consumer_that_can_is_not() => Reports<DecisionAnalyzer>("""
        [Consumer("c", InOrderOf = typeof(CourseId))]
        public partial class C
        {
            Task On(Defined e, ConsumedEvent at, CancellationToken stop) => Task.CompletedTask;
            int Off() => 1;
        }
        """);

    [SampledTheory]
    [InlineData("[Consumer(Names.Mail)] public partial class C { void On(Defined _) { } }")]
    [InlineData("[Consumer(\"mail\" + \".\" + Names.Mail)] public partial class C { void On(Defined _) { } }")]
    [InlineData("[Consumer(nameof(mail))] public partial class C { const int mail = 1; void On(Defined _) { } }")]
    [InlineData("[Consumer(Names.Bad)] public partial class {|OPSM3020:C|} { void On(Defined _) { } }")]
    [InlineData("[Consumer(null!)] public partial class {|OPSM3020:C|} { void On(Defined _) { } }")]
    public Task A_name_may_be_any_constant_that_a_file_can_have(string source) => Reports<DecisionAnalyzer>(Names + source);

    [Fact]
    public Task A_name_that_is_not_constant_is_left_to_the_compiler() =>
        Reports<DecisionAnalyzer>(Names + "[Consumer({|CS0182:Names.Read|})] public partial class C { void On(Defined _) { } }");

    [Fact]
    public Task A_constant_that_is_used_twice_is_reported() => Reports<DuplicateConsumerAnalyzer>(Names + """
        namespace Apart { [Consumer("mail")] public partial class A { void On(Defined _) { } } }
        [Consumer(Names.Mail)] public partial class {|OPSM3021:B|} { void On(Defined _) { } }
        """);

    [Fact]
    public Task Halves_of_one_consumer_have_one_name() => Reports<DuplicateConsumerAnalyzer>("""
        [Consumer("c")] public partial class A { void On(Defined _) { } }
        public partial class A;
        """);

    [Fact]
    public Task A_name_that_is_used_twice_is_reported_at_the_second() => Reports<DuplicateConsumerAnalyzer>("""
        [Consumer("c")] public partial class A { void On(Defined _) { } }
        [Consumer("c")] public partial class {|OPSM3021:B|} { void On(Defined _) { } }
        [Consumer("d")] public partial class D { void On(Defined _) { } }
        """);

    private const string Others = """
        [Tag("other")] public readonly partial record struct Other(Guid Value);
        [Event("plain")] public partial record Plain(int Number);
        public interface IAny : IEvent;
        [Event("both")] public partial record Both(CourseId Course, Other? Other) : IAny;
        [Event("by-text")] public partial record ByText([Tag("other")] string Text);
        public record Line(Other Other);
        [Event("nested")] public partial record Nested(Line[] Lines);

        """;

    private const string Names = """
        public static class Names { public const string Mail = "mail", Bad = "Mail"; public static readonly string Read = "mail"; }

        """;

    private static Task Reports<TAnalyzer>(string source) where TAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new() =>
        new RuleTest<TAnalyzer>(Domain + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
