using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Tests.Harness;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Opossum.Typed.Generators.Tests;

/// <summary>What an edit may disturb, step by step: whatever is not named here costs the user's IDE time at each key.</summary>
public class IncrementalityTests
{
    private const string Root = "[EventModel] public static partial class Root; [Tag(\"id\")] public readonly partial record struct Id(Guid Value);";
    private const string First = "[Event(\"first\")] public partial record First(Id Id, Line[] Lines);";
    private const string Second = "[Event(\"second\")] public partial record Second(int Number);";
    private const string Line = "public record Line(int Quantity);";
    private const string Unrelated = "public static class Unrelated { }";

    private readonly Compilation _compilation = Generation.Compile(Root, First, Second, Line, Unrelated);

    [Fact]
    public void An_edit_of_another_file_disturbs_nothing()
    {
        var edited = Edit("File4.cs", "public static class Unrelated { public static int Number => 1; }");
        AssertReasons(edited, TrackingNames.Events, Cached, Cached);
        AssertReasons(edited, TrackingNames.TagTypes, Cached);
        AssertReasons(edited, TrackingNames.Roots, Cached);
        AssertReasons(edited, TrackingNames.Catalog, Cached);
        AssertReasons(edited, TrackingNames.Output, Cached);
        AssertOutputs(edited, Cached, Cached, Cached, Cached);
    }

    [Fact]
    public void A_comment_in_an_event_disturbs_nothing()
    {
        var edited = Edit("File1.cs", First.Replace("(Id", "(/* which */ Id", StringComparison.Ordinal));
        AssertReasons(edited, TrackingNames.Events, Cached, Cached);
        AssertReasons(edited, TrackingNames.Catalog, Cached);
        AssertOutputs(edited, Cached, Cached, Cached, Cached);
    }

    [Fact]
    public void A_new_field_disturbs_its_event_alone()
    {
        var edited = Edit("File1.cs", First.Replace("Lines)", "Lines, int Extra)", StringComparison.Ordinal));
        AssertReasons(edited, TrackingNames.Events, Modified, Cached);
        AssertReasons(edited, TrackingNames.Catalog, Cached);
        AssertOutputs(edited, Modified, Cached, Cached, Cached);
    }

    [Fact]
    public void A_renamed_event_disturbs_itself_and_the_model()
    {
        var edited = Edit("File1.cs", First.Replace("\"first\"", "\"renamed\"", StringComparison.Ordinal));
        AssertReasons(edited, TrackingNames.Events, Modified, Cached);
        AssertReasons(edited, TrackingNames.Catalog, Modified);
        AssertOutputs(edited, Modified, Cached, Cached, Modified);
    }

    [Fact]
    public void A_new_event_disturbs_the_model_alone()
    {
        var edited = Edit("File4.cs", "[Event(\"third\")] public partial record Third;");
        AssertReasons(edited, TrackingNames.Events, Cached, Cached, New);
        AssertReasons(edited, TrackingNames.Catalog, Modified);
        AssertReasons(edited, TrackingNames.Output, Cached);
        AssertOutputs(edited, Cached, Cached, New, Cached, Modified);
    }

    /// <summary>The case that a comparison of syntax alone gets wrong: the event's own file did not change.</summary>
    [Fact]
    public void An_edit_of_a_record_in_another_file_disturbs_the_event_that_holds_it()
    {
        var edited = Edit("File3.cs", "public record Line(int Quantity, string? Note);");
        AssertReasons(edited, TrackingNames.Events, Modified, Cached);
        AssertReasons(edited, TrackingNames.Catalog, Cached);
        AssertOutputs(edited, Modified, Cached, Cached, Cached);
        Assert.Contains("note", edited.Files["First.Event.g.cs"]);
    }

    [Fact]
    public void An_edit_of_a_tag_type_in_another_file_disturbs_the_events_that_have_it()
    {
        var edited = Edit("File0.cs", Root.Replace("Guid Value", "int Value", StringComparison.Ordinal));
        AssertReasons(edited, TrackingNames.Events, Modified, Cached);
        AssertReasons(edited, TrackingNames.TagTypes, Modified);
        AssertOutputs(edited, Modified, Cached, Modified, Cached);
    }

    [Fact]
    public void Steps_keep_nothing_of_the_compiler()
    {
        var walk = new ObjectGraph();
        foreach (var step in TrackingNames.All)
        {
            var outputs = Start().Result.TrackedSteps[step].SelectMany(static run => run.Outputs).ToArray();
            Assert.NotEmpty(outputs);
            foreach (var (value, _) in outputs) walk.Visit(value, step);
        }

        Assert.Empty(walk.Compiler);
        Assert.Contains("quantity", walk.Texts);
    }

    [Fact]
    public void The_walk_over_steps_finds_what_it_looks_for()
    {
        var walk = new ObjectGraph();
        walk.Visit(new { Deep = new object[] { new KeyValuePair<string, object>("tree", _compilation.SyntaxTrees.First().GetRoot()), _compilation.Assembly } }, "root");
        Assert.Equal(2, walk.Compiler.Count);
    }

    private Generation Start() => Generation.Of(_compilation, tracksSteps: true);

    private Generation Edit(string file, string source) => Start().After(_compilation.ReplaceFile(file, source));

    private static void AssertReasons(Generation edited, string step, params IncrementalStepRunReason[] expected) =>
        Assert.Equal(expected, edited.Result.TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Reason));

    /// <summary>The files: events in the order of their declaration, tag types, models.</summary>
    private static void AssertOutputs(Generation edited, params IncrementalStepRunReason[] expected) =>
        Assert.Equal(expected, edited.Result.TrackedOutputSteps["SourceOutput"].SelectMany(static run => run.Outputs).Select(static output => output.Reason));
}
