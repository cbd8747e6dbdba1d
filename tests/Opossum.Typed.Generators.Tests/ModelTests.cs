using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>
/// What the pipeline keeps between two runs: a symbol or a tree in it would keep a whole compilation alive, and would be unequal after each
/// key.
/// </summary>
public class ModelTests
{
    private const string Refused = """[Event("refused")] public partial record Refused(object Anything);""";

    private const string Projected = """
        namespace Campus;
        [ReadModel("cards")] public partial record Card([Key] CourseId Course, [Index] int Capacity = 0, int[]? Numbers = null)
        {
            Card On(CourseDefined e) => this with { Capacity = e.Capacity };
        }
        [Row] public partial record CardRow(CourseId Course, int Capacity);
        [DecisionModel(Snapshot = 100)] public partial record struct Snapped(CourseId Course)
        {
            public int Capacity;
            void On(CourseDefined e) => Capacity = e.Capacity;
        }
        [Tag("incident")] public readonly partial record struct IncidentId(Guid Value);
        [Event("incident-logged")] public partial record IncidentLogged(CourseId Course, IncidentId Incident);
        [Event("incident-solved")] public partial record IncidentSolved(IncidentId Incident);
        [DecisionModel] public partial record struct Incidents(CourseId Course)
        {
            public int Number;
            void On(IncidentLogged _) => Number++;
        }
        [ReadModel("troubles")] public partial record Trouble([Key] CourseId Course, int Open = 0)
        {
            Trouble On(IncidentLogged _, Incidents all) => this with { Open = all.Number };
            [Via<IncidentLogged>] Trouble On(IncidentSolved _) => this with { Open = Open - 1 };
        }
        [Projection("search")] public partial class Search
        {
            static void Create(System.Text.StringBuilder sql) { }
            static void On(CourseDefined e, System.Text.StringBuilder sql) { }
        }
        """;

    private readonly CSharpCompilation _compilation = Generation.Compile("Campus", [.. Library.References("""
        namespace People;
        [EventModel] public static partial class All;
        """).Take(1)],
        Domains.Courses, Domains.Decisions, Domains.Everything, Projected, Refused,
        "[EventModel(typeof(People.All))] public static partial class Above;");

    [Fact]
    public void Steps_keep_nothing_of_the_compiler()
    {
        var walk = WalkSteps();
        Assert.Empty(walk.Compiler);
        Assert.Contains("student-registered", walk.Texts);
    }

    /// <summary>Or the walk would prove nothing of the one that it never met: show it in Domains.Everything, or in Projected.</summary>
    [Fact]
    public void Every_model_is_among_what_was_looked_at()
    {
        var models = typeof(EventSpec).Assembly.GetTypes()
            .Where(static type => type.Namespace == typeof(EventSpec).Namespace && !type.IsAbstract && !type.IsEnum && !type.IsNested);
        var walk = WalkSteps();
        Assert.Empty(models.Where(model => !walk.Types.Contains(model)).Select(static model => model.Name));
    }

    [Fact]
    public void Equal_sources_give_equal_models() =>
        Assert.Equal(
            Values(Generation.Of(_compilation, tracksSteps: true)), Values(Generation.Of(_compilation.Clone(), tracksSteps: true)));

    public static TheoryData<string> Planted =>
        ["symbol", "node", "token", "tree", "compilation", "semantic model", "location", "attribute"];

    /// <summary>Deep inside, as a mistake would be: in a model, in an array, in a value type.</summary>
    [SampledTheory, MemberData(nameof(Planted))]
    public void The_walk_finds_a_planted(string what)
    {
        var tree = _compilation.SyntaxTrees.Single(static each => each.FilePath == "File0.cs");
        var type = _compilation.GetTypeByMetadataName("Campus.CourseDefined")!;
        var record = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<RecordDeclarationSyntax>().First();
        object planted = what switch
        {
            "symbol" => type,
            "node" => record,
            "token" => record.Identifier,
            "tree" => tree,
            "compilation" => _compilation,
            "semantic model" => _compilation.GetSemanticModel(tree),
            "location" => record.GetLocation(),
            _ => type.GetAttributes().Single(),
        };
        var walk = new ObjectGraph();
        walk.Visit(new { Deep = new EquatableArray<Planting>([new("", planted)]) }, "root");
        Assert.NotEmpty(walk.Compiler);
        Assert.All(walk.Compiler, static found => Assert.StartsWith("root.", found));
    }

    private ObjectGraph WalkSteps()
    {
        var walk = new ObjectGraph();
        foreach (var value in Values(Generation.Of(_compilation, tracksSteps: true))) walk.Visit(value, value.GetType().Name);
        return walk;
    }

    /// <summary>What the steps that have a name hold, and all between them and the files.</summary>
    private static List<object> Values(Generation generation)
    {
        var values = new List<object>();
        foreach (var step in TrackingNames.All)
        {
            var outputs = generation.Result.TrackedSteps[step].SelectMany(static run => run.Outputs).ToArray();
            Assert.NotEmpty(outputs);
            values.AddRange(outputs.Select(static output => output.Value));
        }

        foreach (var run in generation.Result.TrackedOutputSteps["SourceOutput"]) AddInputs(run, values);
        return values;
    }

    private static void AddInputs(IncrementalGeneratorRunStep run, List<object> values)
    {
        foreach (var (source, index) in run.Inputs)
        {
            values.Add(source.Outputs[index].Value);
            if (source.Name is not { } name || !IsFollowed(name)) AddInputs(source, values);
        }
    }

    private static bool IsFollowed(string name) =>
        TrackingNames.All.Contains(name)
        || name is TrackingNames.Placeholders or TrackingNames.Consumers or TrackingNames.ReadModels or TrackingNames.Rows
            or TrackingNames.Projections;

    private readonly record struct Planting(string Name, object Value);
}
