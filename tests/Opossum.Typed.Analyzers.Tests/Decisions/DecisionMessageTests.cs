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
    [InlineData(
        "CourseId? Course", "'Enrol' has no member of type 'CourseId'; 'Course' may be null, and a decision needs its value; make it one")]
    public async Task A_boundary_that_is_not_bound_names_the_member_that_could_be_the_tag(string members, string why)
    {
        Assert.EndsWith(why, await MessageOf($$"""
            public partial record Enrol({{members}}) { [Decider] Decision Decide(Seats seats) => Decision.Nothing; }
            """), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_async_void_handler_is_told_what_would_happen() => Assert.EndsWith(
        "it is 'async void' and returns before its work is done, so the event would count as handled before it is; return a 'Task'",
        await MessageOf("""
            [Consumer("c")] public partial class C { async void On(Defined _) => await System.Threading.Tasks.Task.Yield(); }
            """),
        StringComparison.Ordinal);

    [SampledTheory]
    [InlineData("""
        [Tag("room")] public readonly partial record struct RoomId(double Value);
        [DecisionModel] public partial record struct Rooms(RoomId Room) { public int Taken; void On(Defined _) => Taken++; }
        """,
        "the parameter 'Room' is of the tag type 'RoomId', which gets no generated code itself; fix it first")]
    [InlineData(
        "public partial record Enrol<T>(CourseId Course) { [Decider] Decision Decide(Seats seats) => Decision.Nothing; }",
        "'Enrol<T>' is generic, and generated code begins a decision of one type; write a command for each")]
    public async Task A_message_names_what_is_to_blame(string source, string why) =>
        Assert.EndsWith(why, await MessageOf(source), StringComparison.Ordinal);

    private static async Task<string> MessageOf(string source)
    {
        var compilation = CSharpCompilation.Create(
            "App",
            [CSharpSyntaxTree.ParseText(Domain + source)],
            [.. Net10.Framework, MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var found = await compilation.WithAnalyzers([new DecisionAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return Assert.Single(found).GetMessage(CultureInfo.InvariantCulture);
    }
}
