using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Tests.Composed;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests.ComposedModels;

/// <summary>
/// A program of some events and three versions of some read models, compiled and loaded. The third has the columns of the first one.
/// </summary>
internal sealed class ModelProgram : IDisposable
{
    private const string Head = """
        using System.Linq;
        using Opossum.Typed.Generators.Tests.ComposedModels;

        public enum Mood { Calm, Wild, Odd }
        public sealed record Pair(string Text, int Count);

        [Tag("alpha")] public readonly partial record struct Alpha(int Number)
        { public static Alpha Any(Random random) => new(random.Next(4)); }

        [Tag("beta")] public readonly partial record struct Beta(string Name)
        { public static Beta Any(Random random) => new($"b {random.Next(3)}"); }

        [Tag("gamma")] public readonly partial record struct Gamma(Guid Value)
        { public static Gamma Any(Random random) => new(new Guid(random.Next(3) + 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 1)); }

        [EventModel] public static partial class Root;
        """;

    private readonly AssemblyLoadContext _loaded = new(nameof(ModelProgram), isCollectible: true);

    public ModelProgram(int seed, int models)
    {
        var dice = new Dice(seed);
        ComposedEvent[] events = [.. Enumerable.Range(0, 3 + dice.Below(4)).Select(i => new ComposedEvent(dice, $"E{i}"))];
        ComposedModel[] first = Compose(dice, events, models), second = Compose(dice, events, models);
        ComposedModel[][] versions = [first, second, Compose(dice, events, models, like: first)];
        Source = string.Join("\n", [
            Head,
            .. events.Select(static e => e.Declaration),
            .. versions.SelectMany((version, i) => version.Select(model => $"namespace V{i + 1}\n{{\n{model.Declaration}\n}}")),
            $$"""
            public sealed class Composed : ComposedModels
            {
                public override EventModel Model => Root.Model;

                public override IEvent Next(Random random) => random.Next({{events.Length}}) switch
                {
                    {{string.Join("\n        ", events.Select(static (e, i) => $"{(i == 0 ? "_" : i)} => {e.MakeRandom},").Reverse())}}
                };

                protected override void Compare(int version, IReadOnlyList<SequencedEvent<IEvent>> log, Comparison comparison)
                {
                    long missed;
                    {{string.Join("\n        ", versions.SelectMany(static (version, i) => version.Select(model =>
                        $"if (version == {i}) comparison.Add<V{i + 1}.{model.Row}>("
                        + $"V{i + 1}.{model.Row.Split(',')[0]}.Fold(log, out missed), missed);")))}}
                }

                protected override ReadModelDescriptor[] Of(int version) => version switch
                {
                    0 => [{{Descriptors(versions[0], 1)}}],
                    1 => [{{Descriptors(versions[1], 2)}}],
                    _ => [{{Descriptors(versions[2], 3)}}],
                };
            }
            """,
        ]);
        Count = versions.Sum(static version => version.Length);
        var generation = Generation.OfMany("Composed", [], [("Composed.cs", Source)]);
        using var image = new MemoryStream();
        var errors = generation.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics
            .Where(static each => each.Severity == DiagnosticSeverity.Error)
            .ToImmutableArray();
        if (errors.Length > 0) Assert.Fail($"Seed {seed}: {string.Join('\n', errors.Take(5))}\n{Source}");
        image.Position = 0;
        Models = (ComposedModels)Activator.CreateInstance(_loaded.LoadFromStream(image).GetType("Composed")!)!;
    }

    public string Source { get; }

    /// <summary>How many read models it declares.</summary>
    public int Count { get; }

    public ComposedModels Models { get; }

    public void Dispose() => _loaded.Unload();

    private static string Descriptors(ComposedModel[] models, int version) =>
        string.Join(", ", models.Select(model => $"ReadModelDescriptor.Of<V{version}.{model.Row}>()"));

    private static ComposedModel[] Compose(Dice dice, ComposedEvent[] events, int count, ComposedModel[]? like = null)
    {
        var models = new List<ComposedModel>();
        while (models.Count < count)
        {
            var model = new ComposedModel(dice, $"M{models.Count}", events, like?[models.Count]);
            if (model.IsUsable) models.Add(model);
        }

        return [.. models];
    }
}
