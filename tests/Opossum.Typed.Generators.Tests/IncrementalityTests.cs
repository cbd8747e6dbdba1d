using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>
/// What an edit may disturb, step by step and file by file: whatever is not needed costs the user's IDE time at each key. The files are the
/// events in the order of their declaration, the tag type, the model, the decision model, the decider, the names.
/// </summary>
public class IncrementalityTests
{
    private const string Root = """
        [EventModel] public static partial class Root;
        [Tag("id")] public readonly partial record struct Id(Guid Value);
        """;
    private const string First = "[Event(\"first\")] public partial record First(Id Id, Line[] Lines);";
    private const string Second = "[Event(\"second\")] public partial record Second(int Number);";
    private const string Line = "public record Line(int Quantity);";
    private const string Decisions = """
        [DecisionModel] public partial record struct Count(Id Id) { public int Number; void On(First _) => Number++; }
        public partial record Command(Id Id) { [Decider] Decision Decide(Count count) => Decision.Nothing; }
        """;
    private const string Unrelated = "public static class Unrelated { }";

    private readonly Compilation _compilation = Generation.Compile(Root, First, Second, Line, Decisions, Unrelated);

    [Fact]
    public void An_edit_of_another_file_disturbs_nothing() => AssertReasons(
        """
        Events: Cached, Cached
        TagTypes: Cached
        Roots: Cached
        DecisionModels: Cached
        Deciders: Cached
        Catalog: Cached
        PastVersions: Cached
        EventNames: Cached
        Output: Cached
        files: Cached, Cached, Cached, Cached, Cached, Cached, Cached
        """,
        Edit("File5.cs", "public static class Unrelated { public static int Number => 1; }"));

    /// <summary>It was parsed anew, into a model equal to the one before: all that follows is cached.</summary>
    [Fact]
    public void A_comment_in_an_event_disturbs_nothing() => AssertReasons(
        """
        Events: Cached, Cached
        TagTypes: Cached
        Roots: Cached
        DecisionModels: Cached
        Deciders: Cached
        Catalog: Cached
        PastVersions: Cached
        EventNames: Cached
        Output: Cached
        files: Cached, Cached, Cached, Cached, Cached, Cached, Cached
        """,
        Edit("File1.cs", First.Replace("(Id", "(/* which */ Id", StringComparison.Ordinal)));

    [Fact]
    public void A_new_field_disturbs_its_event_alone() => AssertReasons(
        """
        Events: Modified, Cached
        TagTypes: Cached
        Roots: Cached
        DecisionModels: Cached
        Deciders: Cached
        Catalog: Cached
        PastVersions: Cached
        EventNames: Cached
        Output: Cached
        files: Modified, Cached, Cached, Cached, Cached, Cached, Cached
        """,
        Edit("File1.cs", First.Replace("Lines)", "Lines, int Extra)", StringComparison.Ordinal)));

    [Fact]
    public void A_renamed_event_disturbs_itself_its_decision_model_the_model_and_the_names() => AssertReasons(
        """
        Events: Modified, Cached
        TagTypes: Cached
        Roots: Cached
        DecisionModels: Modified
        Deciders: Cached
        Catalog: Modified
        PastVersions: Unchanged
        EventNames: Modified
        Output: Cached
        files: Modified, Cached, Cached, Modified, Modified, Cached, Modified
        """,
        Edit("File1.cs", First.Replace("\"first\"", "\"renamed\"", StringComparison.Ordinal)));

    /// <summary>The case that a comparison of syntax alone gets wrong: the event's own file did not change.</summary>
    [Fact]
    public void An_edit_of_a_record_in_another_file_disturbs_the_event_that_holds_it()
    {
        var edited = Edit("File3.cs", "public record Line(int Quantity, string? Note);");
        AssertReasons(
            """
            Events: Modified, Cached
            TagTypes: Cached
            Roots: Cached
            DecisionModels: Cached
            Deciders: Cached
            Catalog: Cached
            PastVersions: Cached
            EventNames: Cached
            Output: Cached
            files: Modified, Cached, Cached, Cached, Cached, Cached, Cached
            """,
            edited);
        Assert.Contains("note", edited.Files["First.Event.g.cs"]);
    }

    [Fact]
    public void An_edit_of_a_tag_type_in_another_file_disturbs_the_events_and_models_that_have_it() => AssertReasons(
        """
        Events: Modified, Cached
        TagTypes: Modified
        Roots: Cached
        DecisionModels: Modified
        Deciders: Cached
        Catalog: Cached
        PastVersions: Cached
        EventNames: Cached
        Output: Cached
        files: Modified, Cached, Modified, Cached, Modified, Cached, Cached
        """,
        Edit("File0.cs", Root.Replace("Guid Value", "int Value", StringComparison.Ordinal)));

    [Fact]
    public void A_new_event_disturbs_the_model_and_the_names_alone() => AssertReasons(
        """
        Events: Cached, Cached, New
        TagTypes: Cached
        Roots: Cached
        DecisionModels: Cached
        Deciders: Cached
        Catalog: Modified
        PastVersions: Unchanged
        EventNames: Modified
        Output: Cached
        files: Cached, Cached, New, Cached, Modified, Cached, Cached, Modified
        """,
        Edit("File5.cs", "[Event(\"third\")] public partial record Third;"));

    /// <summary>Other assemblies are told names and nothing else.</summary>
    [Fact]
    public void A_record_of_another_name_leaves_the_names_of_events_alone() => AssertReasons(
        """
        Events: Cached, Modified
        TagTypes: Cached
        Roots: Cached
        DecisionModels: Cached
        Deciders: Cached
        Catalog: Modified
        PastVersions: Unchanged
        EventNames: Unchanged
        Output: Cached
        files: Cached, Modified, Cached, Modified, Cached, Cached, Cached
        """,
        Edit("File2.cs", Second.Replace("record Second", "record Later", StringComparison.Ordinal)));

    private const string Newer = """
        [Event("second", Version = 2)] public partial record Newer(string Text)
        {
            static Newer Upcast(Second old) => new("");
        }
        """;

    /// <summary>The version before is an older one from now on, and none of the others is.</summary>
    [Fact]
    public void A_new_version_of_an_event_disturbs_the_one_before_and_the_model() => AssertReasons(
        """
        Events: Cached, Cached, New
        TagTypes: Cached
        Roots: Cached
        DecisionModels: Cached
        Deciders: Cached
        Catalog: Modified
        PastVersions: Modified
        EventNames: Unchanged
        Output: Cached
        files: Cached, Modified, New, Cached, Modified, Cached, Cached, Cached
        """,
        Edit("File5.cs", Newer));

    [Fact]
    public void A_field_of_an_older_version_disturbs_that_version_alone()
    {
        var compilation = _compilation.ReplaceFile("File5.cs", Newer);
        AssertReasons(
            """
            Events: Cached, Modified, Cached
            TagTypes: Cached
            Roots: Cached
            DecisionModels: Cached
            Deciders: Cached
            Catalog: Cached
            PastVersions: Cached
            EventNames: Cached
            Output: Cached
            files: Cached, Modified, Cached, Cached, Cached, Cached, Cached, Cached
            """,
            Generation.Of(compilation, tracksSteps: true)
                .After(compilation.ReplaceFile("File2.cs", Second.Replace("Number)", "Number, int Extra)", StringComparison.Ordinal))));
    }

    [Fact]
    public void An_included_model_disturbs_the_model_alone()
    {
        var people = Generation.Of("""
            namespace People;
            [EventModel] public static partial class All;
            [Event("met")] public partial record Met;
            """).Output.ToMetadataReference();
        var before = Generation.Of(_compilation.AddReferences(people), tracksSteps: true);
        AssertReasons(
            """
            Events: Cached, Cached
            TagTypes: Cached
            Roots: Modified
            DecisionModels: Cached
            Deciders: Cached
            Catalog: Cached
            PastVersions: Cached
            EventNames: Cached
            Output: Cached
            files: Cached, Cached, Cached, Modified, Cached, Cached, Cached
            """,
            before.After(
                _compilation.AddReferences(people)
                    .ReplaceFile("File0.cs", Root.Replace("[EventModel]", "[EventModel(typeof(People.All))]", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_new_handler_disturbs_its_decision_model_alone() => AssertReasons(
        """
        Events: Cached, Cached
        TagTypes: Cached
        Roots: Cached
        DecisionModels: Modified
        Deciders: Cached
        Catalog: Cached
        PastVersions: Cached
        EventNames: Cached
        Output: Cached
        files: Cached, Cached, Cached, Cached, Modified, Cached, Cached
        """,
        Edit(
            "File4.cs",
            Decisions.Replace("void On(First _) => Number++;", "void On(First e) => Number += e.Lines.Length;", StringComparison.Ordinal)));

    [Fact]
    public void A_new_id_of_a_boundary_disturbs_its_decision_model_and_the_decider() => AssertReasons(
        """
        Events: Cached, Cached
        TagTypes: Cached
        Roots: Cached
        DecisionModels: Modified
        Deciders: Modified
        Catalog: Cached
        PastVersions: Cached
        EventNames: Cached
        Output: Cached
        files: Cached, Cached, Cached, Cached, Modified, Modified, Cached
        """,
        Edit("File4.cs", Decisions.Replace("Count(Id Id)", "Count(Id Id, Id Same)", StringComparison.Ordinal)));

    [Fact]
    public void What_a_decider_computes_disturbs_nothing() => AssertReasons(
        """
        Events: Cached, Cached
        TagTypes: Cached
        Roots: Cached
        DecisionModels: Cached
        Deciders: Cached
        Catalog: Cached
        PastVersions: Cached
        EventNames: Cached
        Output: Cached
        files: Cached, Cached, Cached, Cached, Cached, Cached, Cached
        """,
        Edit(
            "File4.cs",
            Decisions.Replace(
                "=> Decision.Nothing", "=> count.Number > 1 ? Decision.Reject(\"enough\") : Decision.Nothing", StringComparison.Ordinal)));

    private Generation Edit(string file, string source) =>
        Generation.Of(_compilation, tracksSteps: true).After(_compilation.ReplaceFile(file, source));

    private static void AssertReasons(string expected, Generation edited)
    {
        // Of enums there are none here, so that step has no runs.
        var steps = TrackingNames.All.Where(static step => step != TrackingNames.Enums)
            .Select(step => $"{step}: {Reasons(edited.Result.TrackedSteps[step])}");
        Assert.Equal(
            expected.ReplaceLineEndings("\n"),
            string.Join("\n", [.. steps, "files: " + Reasons(edited.Result.TrackedOutputSteps["SourceOutput"])]));
    }

    private static string Reasons(IEnumerable<IncrementalGeneratorRunStep> runs) =>
        string.Join(", ", runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason));
}
