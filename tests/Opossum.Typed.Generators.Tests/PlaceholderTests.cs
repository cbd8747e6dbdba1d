using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>
/// What relies on a refused declaration compiles all the same: the compiler runs no rule, and so gives no reason, if a declaration has an
/// error.
/// </summary>
public class PlaceholderTests
{
    [Theory]
    [InlineData("""[Event("bad")] public partial record Bad(object A) : IEvent;""")]
    [InlineData("""[Event("bad")] public partial record Bad(object A) : IEvent<Bad>;""")]
    [InlineData("""
        [Event("bad")] public partial record Bad(object A);
        public interface IProjection { void On(SequencedEvent<Bad> e); Query<Bad> Query { get; } }
        """)]
    [InlineData("""[Event("bad")] public partial class Bad { public static Query<Bad> All => Query.Of<Bad>(Tag.Of("a", 1)); }""")]
    [InlineData("""[Tag("bad")] public readonly partial record struct Bad(double Value) : IParsable<Bad>;""")]
    [InlineData("""[Tag("bad")] public partial record struct Bad(Guid Value) : ITag<Bad>;""")]
    [InlineData("""
        [Tag("bad"), System.Text.Json.Serialization.JsonConverter(typeof(TagJsonConverter<Bad>))]
        public readonly partial record struct Bad(Guid A, Guid B) : IParsable<Bad>;
        """)]
    [InlineData("""
        [Tag("bad")] public readonly partial record struct Bad(double Value) : IParsable<Bad>
        {
            static Bad IParsable<Bad>.Parse(string s, IFormatProvider? provider) => default;
            public static bool TryParse(string? s, IFormatProvider? provider, out Bad result) => throw new NotSupportedException();
        }
        """)]
    [InlineData("""
        [Event("bad")] public partial record Bad([Tag("a")] string A, object B);
        [DecisionModel] public partial record struct Seats([Tag("a")] string A) { public int Number; void On(Bad _) => Number++; }
        public partial record Take(string A) : IDecider { [Decider] Decision Decide(Seats seats) => Decision.Nothing; }
        """)]
    [InlineData("""
        [DecisionModel] public partial record struct Bad(int Number) { void On(string _) { } }
        public partial record Take(int Number) { [Decider] Decision Decide(Bad bad, Bad[] several) => Decision.Nothing; }
        """)]
    public void What_relies_on_a_refused_declaration_compiles(string source) => Assert.Empty(Generation.Of(source).Complaints);

    [Fact]
    public void What_is_made_of_a_refused_part_is_refused_too()
    {
        var generation = Generation.Of("""
            [Event("bad")] public partial record Bad([Tag("a")] string A, object B);
            [DecisionModel] public partial record struct Seats([Tag("a")] string A) { public int Number; void On(Bad _) => Number++; }
            public partial record Take(string A) { [Decider] Decision Decide(Seats seats) => Decision.Nothing; }
            """);
        Assert.Equal(
            ["Bad.EventPlaceholder.g.cs", "Seats.DecisionModelPlaceholder.g.cs", "Take.DeciderPlaceholder.g.cs"], generation.Files.Keys);
    }

    public static TheoryData<string, string> Bad => RefusalReportTests.Bad;

    /// <summary>No error comes from a file that nobody wrote, and none is new.</summary>
    [SampledTheory, MemberData(nameof(Bad))]
    public void A_placeholder_has_no_error_of_its_own(string reason, string source)
    {
        var before = ErrorsOf(Generation.Compile(source, RefusalTests.Neighbours));
        var after = ErrorsOf(Generation.Of(source, RefusalTests.Neighbours).Output);
        Assert.True(after.All(before.Contains), reason + ": " + string.Join('\n', after.Except(before)));
    }

    [Fact]
    public void Without_analyzers_there_are_no_placeholders()
    {
        const string Source = """[Event("bad")] public partial record Bad(object A);""";
        Assert.Equal(["Bad.EventPlaceholder.g.cs"], Generation.Of(Source).Files.Keys);
        foreach (var property in new[] { "RunAnalyzers", "RunAnalyzersDuringBuild" })
            Assert.Empty(Generation.Of(Generation.Compile(Source), new BuildProperty(property, "false")).Files);
    }

    [Theory]
    [InlineData(ReportDiagnostic.Suppress)]
    [InlineData(ReportDiagnostic.Warn)]
    public void If_a_rule_is_silenced_there_are_no_placeholders(ReportDiagnostic setting)
    {
        var compilation = Generation.Compile("""[Event("bad")] public partial record Bad(object A);""");
        var options = compilation.Options.WithSpecificDiagnosticOptions([new("OPSM1003", setting)]);
        Assert.Empty(Generation.Of(compilation.WithOptions(options)).Files);
    }

    [Fact]
    public void The_rules_that_must_not_be_silenced_are_those_that_report_refusals() =>
        Assert.Equal([.. RefusalReportTests.Rules.Append("OPSM1018").Order(StringComparer.Ordinal)], RefusalRules.Ids);

    private static HashSet<string> ErrorsOf(Compilation compilation) =>
    [
        .. compilation.GetDiagnostics()
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(static diagnostic => diagnostic.ToString()),
    ];
}
