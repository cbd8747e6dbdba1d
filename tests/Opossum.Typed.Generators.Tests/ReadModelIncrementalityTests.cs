using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>
/// What an edit disturbs of read models. The hash of their logic reaches into other files: an edit there makes another model, and one
/// anywhere else none.
/// </summary>
public class ReadModelIncrementalityTests
{
    private const string Domain = """
        [EventModel] public static partial class Root;
        [Tag("id")] public readonly partial record struct Id(Guid Value);
        [Event("first")] public partial record First(Id Id, int Number);
        """;
    private const string Card = """
        [ReadModel("cards")] public partial record Card([Key] Id Id, int Number = 0)
        { Card On(First e) => this with { Number = Rules.Next(Number, e.Number) }; }
        """;
    private const string Other = """
        [ReadModel("others")] public partial record Other([Key] Id Id, int Number = 0) { Other On(First _) => this with { Number = 1 }; }
        """;
    private const string Rules = "public static class Rules { public static int Next(int a, int b) => Sums.Of(a, b); }";
    private const string Sums = "public static class Sums { public static int Of(int a, int b) => a + b; }";
    private const string Unrelated = "public static class Unrelated { }";

    private readonly Compilation _compilation = Generation.Compile(Domain, Card, Other, Rules, Sums, Unrelated);

    [Fact]
    public void An_edit_of_a_file_that_no_handler_reaches_disturbs_nothing() => AssertReasons(
        "ReadModels: Cached, Cached; ReadModelSet: Cached",
        Edit("File5.cs", "public static class Unrelated { public static int Number => 1; }"));

    [Fact]
    public void An_edit_of_a_method_that_a_handler_reaches_disturbs_its_model_alone()
    {
        var before = Generation.Of(_compilation, tracksSteps: true);
        var edited = before.After(_compilation.ReplaceFile("File4.cs", Sums.Replace("a + b", "a - b", StringComparison.Ordinal)));
        AssertReasons("ReadModels: Modified, Cached; ReadModelSet: Cached", edited);
        Assert.NotEqual(FileOf(before, "Card."), FileOf(edited, "Card."));
        Assert.Equal(FileOf(before, "Other."), FileOf(edited, "Other."));
    }

    [Fact]
    public void A_comment_in_a_method_that_a_handler_reaches_disturbs_nothing() => AssertReasons(
        "ReadModels: Cached, Cached; ReadModelSet: Cached",
        Edit("File4.cs", Sums.Replace("a + b", "a /* and */ + b", StringComparison.Ordinal)));

    [Fact]
    public void An_edit_of_a_handler_disturbs_its_model_alone() => AssertReasons(
        "ReadModels: Cached, Modified; ReadModelSet: Cached",
        Edit("File2.cs", Other.Replace("= 1", "= 2", StringComparison.Ordinal)));

    [Fact]
    public void A_new_model_disturbs_the_set() => AssertReasons(
        "ReadModels: Cached, Cached, New; ReadModelSet: Modified",
        Edit("File5.cs", Other.Replace("others", "third", StringComparison.Ordinal).Replace("Other", "Third", StringComparison.Ordinal)));

    private Generation Edit(string file, string source) =>
        Generation.Of(_compilation, tracksSteps: true).After(_compilation.ReplaceFile(file, source));

    private static string FileOf(Generation generation, string prefix) =>
        generation.Files.Single(file => file.Key.StartsWith(prefix, StringComparison.Ordinal)).Value;

    private static void AssertReasons(string expected, Generation edited) => Assert.Equal(
        expected,
        string.Join(
            "; ",
            new[] { TrackingNames.ReadModels, TrackingNames.ReadModelSet }
                .Select(step => $"{step}: {Reasons(edited.Result.TrackedSteps[step])}")));

    private static string Reasons(IEnumerable<IncrementalGeneratorRunStep> runs) =>
        string.Join(", ", runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason));
}
