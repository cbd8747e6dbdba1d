using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Decisions;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Declarations.Places;
using Opossum.Typed.Analyzers.ReadModels;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>For each declaration taken alone: the generator emits nothing, if and only if an analyzer says why.</summary>
public class RefusalReportTests
{
    internal static readonly string[] Rules =
    [
        "OPSM1001",
        "OPSM1002",
        "OPSM1003",
        "OPSM1007",
        "OPSM1008",
        "OPSM1010",
        "OPSM1016",
        "OPSM1023",
        "OPSM1024",
        "OPSM1025",
        "OPSM1026",
        "OPSM1028",
        "OPSM3010",
        "OPSM3012",
        "OPSM3015",
        "OPSM3016",
        "OPSM3017",
        "OPSM3020",
        "OPSM3027",
        "OPSM3029",
        "OPSM3030",
        "OPSM3031",
        "OPSM3032",
        "OPSM3038",
        "OPSM3039",
        "OPSM3040",
        "OPSM3041",
    ];

    public static TheoryData<string, string> Bad =>
        [
            .. RefusalTests.BadEvents,
            .. RefusalTests.BadTagTypes,
            .. RefusalTests.BadRoots,
            .. RefusedDecisions.Models,
            .. RefusedDecisions.Deciders,
            .. KeptValueTests.Changed,
            .. RefusedConsumers.Consumers,
            .. RefusedReadModels.Models,
        ];

    [SampledTheory, MemberData(nameof(Bad))]
    public async Task What_is_left_out_is_reported_unless_the_compiler_objects(string reason, string source)
    {
        var generation = Generation.Of(source, RefusalTests.Neighbours);
        var reported = await Diagnose(generation.Output);
        Assert.All(reported, diagnostic => Assert.Equal("File0.cs", diagnostic.Location.SourceTree?.FilePath));
        Assert.DoesNotContain(
            reported,
            static diagnostic =>
                diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains("which is a defect", StringComparison.Ordinal));
        Assert.True(reported.Length > 0 || HasErrors(generation.Output), $"Nobody says why: {reason}");
    }

    [SampledTheory, MemberData(nameof(Bad))]
    public async Task What_is_reported_says_it_once_and_in_one_sentence(string reason, string source)
    {
        var reported = await Diagnose(Generation.Of(source, RefusalTests.Neighbours).Output);
        var twice = reported
            .GroupBy(static diagnostic => (diagnostic.Location, diagnostic.Id, Member: Named(diagnostic)))
            .Where(static same => same.Skip(1).Any())
            .Select(static same => string.Join('\n', same));
        var text = string.Join("\n\n", twice);
        Assert.True(text.Length == 0, text);
        Assert.All(
            reported,
            diagnostic =>
                Assert.False(
                    diagnostic.GetMessage(CultureInfo.InvariantCulture).EndsWith('.'),
                    $"{reason}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"));
    }

    /// <summary>The first name in the message: of a record inside an event, several members can be at fault at one place.</summary>
    private static string Named(Diagnostic diagnostic) =>
        diagnostic.GetMessage(CultureInfo.InvariantCulture).Split('\'') is [_, var name, ..] ? name : "";

    [FullFact]
    public void Enough_of_the_bad_declarations_compile_to_make_the_rules_speak() =>
        Assert.InRange(Bad.Count(row => !HasErrors(Generation.Of(row.Data.Item2, RefusalTests.Neighbours).Output)), 40, int.MaxValue);

    [Fact]
    public async Task What_the_compiler_objects_to_alone_is_not_reported_again()
    {
        string[] incomplete =
        [
            """[Event("bad")] public partial record Bad(Missing A);""",
            """[Event("bad")] public partial record Bad(List<Missing> A, Missing[] B);""",
            """[Event("bad")] public partial record Bad(Dictionary<string, Missing> A);""",
            """[Event("bad")] public partial record Bad(int A) : Missing(A);""",
            """[Event] public partial record Bad(int A);""",
            """[Event(Missing.Name)] public partial record Bad(int A);""",
            """[Event("bad"), Event("bad")] public partial record Bad(int A);""",
            """[Event("bad")] public partial record Bad(int A, int A);""",
            """[Event("bad")] public partial record Bad(int""",
            """[Event("bad")] public partial record Bad([Tag(] string A);""",
            """[DecisionModel] public partial record struct Bad(Missing Id) { void On(Good.GoodEvent _) { } }""",
            """[DecisionModel] public partial record struct Bad(Good.GoodId Id) { void On(Missing e) { } }""",
            """[DecisionModel] public partial record struct Bad(Good.GoodId Id) { void On(List<Missing> e) { } }""",
            """public partial record Bad(Good.GoodId Id) { [Decider] Missing Decide(Good.GoodModel model) => null; }""",
            """public partial record Bad(Good.GoodId Id) { [Decider] Decision Decide(Missing model) => Decision.Nothing; }""",
            """public partial record Bad(Good.GoodId Id) { [Decider] Decision Decide(List<Missing> models) => Decision.Nothing; }""",
        ];
        foreach (var source in incomplete)
            Assert.Empty(await Diagnose(Generation.Of(source, RefusalTests.Neighbours).Output));
    }

    [SampledTheory]
    [MemberData(nameof(AcceptanceTests.Programs), MemberType = typeof(AcceptanceTests))]
    [MemberData(nameof(AcceptedShapesTests.Programs), MemberType = typeof(AcceptedShapesTests))]
    public async Task What_is_accepted_is_not_reported(string what, string source, int files)
    {
        var reported = await Diagnose(Generation.Of(source).Output);
        Assert.True(reported.IsEmpty, $"{what} ({files}): {string.Join('\n', reported)}");
    }

    [Fact]
    public async Task A_type_behind_an_extern_alias_is_reported()
    {
        var library = Library.References("public record Line(int A, int B);")[0].WithAliases(["Old"]);
        var generation = Generation.Of(Generation.Compile("Other", [library], """
            extern alias Old;
            [Event("e")] public partial record E(Old::Line A);
            """));
        Assert.Equal(
            "'E.A' can't be stored: 'Line' is in the assembly 'Library', which is referenced under an extern alias, and generated code "
                + "can't name it; reference the assembly without one, or store a type of your own",
            Assert.Single(await Diagnose(generation.Output)).GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_corpus_has_what_it_is_meant_to_have() => Assert.InRange(Bad.Count, 80, int.MaxValue);

    [SampledTheory]
    [InlineData(Domains.Courses)]
    [InlineData(Domains.Everything)]
    [InlineData(Domains.Courses + Domains.DecisionsInCourses)]
    public async Task What_is_generated_is_not_reported(string source) => Assert.Empty(await Diagnose(Generation.Of(source).Output));

    /// <summary>Each declaration of a whole program: nothing is generated for any, and each is told so, once.</summary>
    [Fact]
    public async Task What_an_old_language_leaves_out_is_reported_at_each_declaration()
    {
        var old = Generation.Compile(Domains.Courses + Domains.DecisionsInCourses).In(LanguageVersion.CSharp12);
        var generation = Generation.Of(old, LanguageVersion.CSharp12);
        Assert.DoesNotContain(generation.Files.Values, static file => file.Contains("partial", StringComparison.Ordinal));

        var reported = await generation.Output.WithAnalyzers([new DeclarationAnalyzer(), new DecisionAnalyzer(), new ReadModelAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.All(reported, static diagnostic => Assert.Equal("OPSM1018", diagnostic.Id));
        Assert.Equal(
            [
                "CourseDefined",
                "CourseId",
                "Courses",
                "Load",
                "Pair",
                "Seats",
                "StudentId",
                "StudentRegistered",
                "StudentSubscribed",
                "Subscribe",
            ],
            reported.Select(static diagnostic =>
                diagnostic.Location.SourceTree!.ToString()
                    .Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length))
                .Order(StringComparer.Ordinal));
        Assert.Contains(
            "the project says LangVersion 12.0", reported[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static bool HasErrors(Compilation compilation) =>
        compilation.GetDiagnostics().Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static async Task<ImmutableArray<Diagnostic>> Diagnose(Compilation compilation)
    {
        var found = await compilation
            .WithAnalyzers([new DeclarationAnalyzer(), new DecisionAnalyzer(), new ReadModelAnalyzer(), new MisplacedAttributeAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.All(found, static diagnostic => Assert.Contains(diagnostic.Id, Rules.Append("OPSM1022")));
        return found;
    }
}
