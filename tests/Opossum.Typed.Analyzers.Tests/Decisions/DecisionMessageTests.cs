using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Decisions;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Decisions;

/// <summary>A message names the member that is to blame, in the user's own names.</summary>
public class DecisionMessageTests
{
    private const string Domain = """
        using System; using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course, int Capacity);
        [DecisionModel] public partial record struct Seats(CourseId Course) { public int Taken; void On(Defined _) => Taken++; }

        """;

    [SampledTheory]
    [InlineData("Guid CourseId", "'Enrol' has no member of type 'CourseId'; make 'CourseId' one, which is a 'Guid'")]
    [InlineData("Guid Other, Guid Course", "'Enrol' has no member of type 'CourseId'; make 'Course' one, which is a 'Guid'")]
    [InlineData("Guid Student", "'Enrol' has no member of type 'CourseId'; add one")]
    [InlineData("string Course", "'Enrol' has no member of type 'CourseId'; add one")]
    public async Task A_boundary_that_is_not_bound_names_the_member_that_could_be_the_tag(string members, string why)
    {
        var source = Domain + $$"""
            public partial record Enrol({{members}}) { [Decider] Decision Decide(Seats seats) => Decision.Nothing; }
            """;
        var compilation = CSharpCompilation.Create(
            "App",
            [CSharpSyntaxTree.ParseText(source)],
            [.. Net10.Framework, MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var found = await compilation.WithAnalyzers([new DecisionAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith(why, Assert.Single(found).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
