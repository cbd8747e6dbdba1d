using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations.Advice;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.Declarations;

namespace Opossum.Typed.Analyzers.Tests.Declarations.Advice;

/// <summary>OPSM1005, 1011, 1013 and the fixes of 1004, with what comes of them.</summary>
public class AttributeRuleTests
{
    private const string Usings = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using Opossum.Typed;
        [Tag("t")] public readonly partial record struct T(Guid Value);

        """;

    [SampledTheory]
    [InlineData("""[Event({|OPSM1005:nameof(E)|})] public partial record E(int A);""", """[Event("E")] public partial record E(int A);""")]
    [InlineData("""
        [Event({|OPSM1005:"old-" + nameof(E)|})] public partial record E(int A);
        """, """[Event("old-E")] public partial record E(int A);""")]
    [InlineData("""
        static class N { public const string Name = nameof(E) + "!"; }
        [Event({|OPSM1005:N.Name|})] public partial record E(int A);
        """, """
        static class N { public const string Name = nameof(E) + "!"; }
        [Event("E!")] public partial record E(int A);
        """)]
    [InlineData("""
        [EventAttribute("e", Aliases = ["f", {|OPSM1005:nameof(E)|}])] public partial record E(int A);
        """, """[EventAttribute("e", Aliases = ["f", "E"])] public partial record E(int A);""")]
    [InlineData("""
        [Event("e")]
        public partial record E([Field({|OPSM1005:nameof(E.A)|})] int A, [Opossum.Typed.Tag({|OPSM1005:nameof(B)|})] int B);
        """, """
        [Event("e")]
        public partial record E([Field("A")] int A, [Opossum.Typed.Tag("B")] int B);
        """)]
    public Task A_name_that_follows_a_rename_is_reported_and_written_out(string source, string expected) =>
        Fixes<NameFollowsRenameAnalyzer, AttributeFix>(source, expected);

    [SampledTheory]
    [InlineData("""
        static class N { public const string Name = "e"; }
        [Event(N.Name, Aliases = ["E"])] public partial record E([Field("nameof")] int A);
        """)]
    [InlineData("""
        class EventAttribute(string name) : Attribute { public string Name => name; }
        namespace Own { [Event(nameof(E))] class E; }
        """)]
    [InlineData("""[Obsolete(nameof(E)), Event("e")] public partial record E(int A);""")]
    public Task A_name_that_is_written_out_is_not_reported(string source) => Reports<NameFollowsRenameAnalyzer>(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E([{|OPSM1011:Tag("a")|}] string A);""", """
        [Event("e")] public partial record E([Tag("a", MaxLength = 128)] string A);
        """)]
    [InlineData("""[Event("e")] public partial record E([{|OPSM1011:Tag("a")|}] string[] A);""", """
        [Event("e")] public partial record E([Tag("a", MaxLength = 128)] string[] A);
        """)]
    [InlineData("""public record Inner { [{|OPSM1011:Tag("a")|}] public IReadOnlyList<string>? A { get; init; } }""", """
        public record Inner { [Tag("a", MaxLength = 128)] public IReadOnlyList<string>? A { get; init; } }
        """)]
    [InlineData("""[{|OPSM1011:Tag("code")|}] public readonly partial record struct Code(string Value);""", """
        [Tag("code", MaxLength = 128)] public readonly partial record struct Code(string Value);
        """)]
    public Task A_tag_of_text_without_a_length_is_reported_and_limited(string source, string expected) =>
        Fixes<UnboundedTagAnalyzer, AttributeFix>(source, expected);

    [SampledTheory]
    [InlineData("""
        [Event("e")]
        public partial record E([Tag("a", MaxLength = 20)] string A, [Tag("b")] int B, [Tag("c")] Guid[] C, [Tag("d")] DayOfWeek D);
        """)]
    [InlineData("""[DecisionModel] public partial record Model([Tag("email")] string Email) { void On(string _) { } }""")]
    [InlineData("""class Plain { void Do([Tag("a")] string a) { } }""")]
    public Task A_tag_whose_length_is_known_is_not_reported(string source) => Reports<UnboundedTagAnalyzer>(source);

    [SampledTheory]
    [InlineData("""
        [Event("e")] public partial record E([Tag("a")] [property: {|OPSM1013:Tag("a")|}] int A);
        """, """[Event("e")] public partial record E([Tag("a")] int A);""")]
    [InlineData("""
        [Event("e")] public partial record E([Field("a")] int A)
        {
            [{|OPSM1013:Field("a")|}] public int A { get; init; } = A;
        }
        """, """
        [Event("e")] public partial record E([Field("a")] int A)
        {
            public int A { get; init; } = A;
        }
        """)]
    [InlineData("""
        [Event("e")] public partial record E([Field("a")] [property: Tag("b"), {|OPSM1013:Field("a")|}] int A);
        """, """[Event("e")] public partial record E([Field("a")] [property: Tag("b")] int A);""")]
    public Task An_attribute_that_is_said_twice_is_reported_and_removed(string source, string expected) =>
        Fixes<SaidTwiceAnalyzer, AttributeFix>(source, expected);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E([Tag("a")] [property: Field("a")] int A, [property: Tag("b")] int B);""")]
    [InlineData("""[Event("e")] public partial record E([Tag("a")] int A) { [Tag("b")] public int B => A; }""")]
    public Task Different_attributes_are_not_reported(string source) => Reports<SaidTwiceAnalyzer>(source);

    [SampledTheory]
    [InlineData("""
        [Event("e")] public partial record E(T Id) { public int {|OPSM1004:A|} { get; set; } = 1; }
        """, """[Event("e")] public partial record E(T Id) { public int A { get; init; } = 1; }""")]
    [InlineData("""
        [Event("e")] public partial record E(T Id, List<int> {|OPSM1004:A|}, int[][]? {|OPSM1004:B|});
        """, """[Event("e")] public partial record E(T Id, IReadOnlyList<int> A, IReadOnlyList<int[]>? B);""")]
    public Task An_event_is_made_unchangeable(string source, string expected) =>
        Fixes<EventAdviceAnalyzer, MutableEventFix>(source, expected);

    [Fact]
    public Task A_list_is_named_in_full_where_nothing_imports_it()
    {
        const string Event = "[Opossum.Typed.Event(\"e\")] public partial record E([Opossum.Typed.Tag(\"t\")] int Id, ";
        return new FixTest<EventAdviceAnalyzer, MutableEventFix>(
            Event + "int[] {|OPSM1004:A|});", Event + "System.Collections.Generic.IReadOnlyList<int> A);")
            .WithLibrary()
            .RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task A_setter_that_is_used_stays()
    {
        const string Source = """
            [Event("e")] public partial record E(T Id)
            {
                public int {|OPSM1004:A|} { get; set; }
                public void Touch() => A++;
            }
            """;
        return Fixes<EventAdviceAnalyzer, MutableEventFix>(Source, Source);
    }

    private static Task Reports<TAnalyzer>(string source) where TAnalyzer : DiagnosticAnalyzer, new() =>
        new RuleTest<TAnalyzer>(Usings + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    private static Task Fixes<TAnalyzer, TFix>(
        string source, string expected) where TAnalyzer : DiagnosticAnalyzer, new() where TFix : CodeFixProvider, new() =>
        new FixTest<TAnalyzer, TFix>(Usings + source, Usings + expected) { NumberOfIncrementalIterations = null }.WithLibrary()
            .RunAsync(TestContext.Current.CancellationToken);
}
