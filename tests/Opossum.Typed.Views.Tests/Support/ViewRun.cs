using System.Collections.Immutable;
using Opossum.Typed.Sqlite;
using Opossum.Typed.Sqlite.Tests;

namespace Opossum.Typed.Views.Tests;

/// <summary>
/// Appends events in random portions, closes, opens, kills and rebuilds read models in between, and compares the rows in memory and in
/// SQLite with a plain fold of the log each time.
/// </summary>
internal static class ViewRun
{
    /// <param name="models">The views.</param>
    /// <param name="events">Events, from a random number generator.</param>
    /// <param name="fold">The plain fold: nothing of the runtime, and nothing of what is generated.</param>
    public static async Task CheckAsync(
        ReadModelSet models, Func<Random, IEvent> events, Func<IReadOnlyList<SequencedEvent<IEvent>>, ViewCheck> fold)
    {
        for (var i = 0; i < Tier.Size(quick: 12, full: 120, @long: 2_000); i++)
        {
            var seed = Tier.SeedOf(i);
            var random = new Random(seed);
            using var folder = new ViewsFolder();
            await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
            for (var run = 1 + random.Next(4); run > 0; run--)
            {
                if (random.Next(2) == 0) await AppendAsync();
                await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, models);
                await using var memory = await InMemoryReadModels.OpenAsync(store, models.WithoutProjections());
                for (var appends = random.Next(4); appends > 0; appends--) await AppendAsync();
                await EnsureAsync(views, store, fold, seed);
                await EnsureAsync(memory, store, fold, seed);
                if (random.Next(3) == 0)
                {
                    var model = models.Models[random.Next(models.Models.Length)].Name;
                    await views.RebuildAsync(model);
                    if (models.WithoutProjections().Models.Any(each => each.Name == model)) await memory.RebuildAsync(model);
                    await AppendAsync();
                    await EnsureAsync(views, store, fold, seed);
                    await EnsureAsync(memory, store, fold, seed);
                }

                if (random.Next(3) == 0)
                {
                    using var crashed = folder.Crash();
                    await using var again = await SqliteReadModels.OpenAsync(crashed.Path, store, models);
                    await EnsureAsync(again, store, fold, seed);
                }
            }

            async Task AppendAsync()
            {
                var batch = Enumerable.Range(0, 1 + random.Next(60)).Select(_ => events(random)).ToArray();
                foreach (var some in batch.Chunk(1 + random.Next(10))) await store.AppendAsync(some);
            }
        }
    }

    /// <summary>The same with more rows than there is memory for, in SQLite.</summary>
    /// <returns>How the last view is doing at the end.</returns>
    public static async Task<ReadModelStatus> CheckEvictionAsync(
        ReadModelSet models, Func<Random, IEvent> events, Func<IReadOnlyList<SequencedEvent<IEvent>>, ViewCheck> fold)
    {
        var random = new Random(Tier.Seed);
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        var count = Tier.Share(quick: 20_000, full: 60_000, @long: 200_000);
        for (var left = count; left > 0; left -= 1_000)
            await store.AppendAsync(Enumerable.Range(0, 1_000).Select(_ => events(random)).ToArray());
        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, models, new() { CacheBytes = 1 << 20 });
        await EnsureAsync(views, store, fold, Tier.Seed);
        for (var i = 0; i < 20; i++) await store.AppendAsync(Enumerable.Range(0, 50).Select(_ => events(random)).ToArray());
        await EnsureAsync(views, store, fold, Tier.Seed);
        return (await views.GetStatusAsync()).Last();
    }

    /// <summary>An event as an older program stored it, before it had tags.</summary>
    public static EventData Untagged(IEvent e)
    {
        var data = PortedModel.Model.ToEventData(e);
        return new(data.Type, data.Payload) { Encoding = PayloadEncoding.Json };
    }

    public static async Task EnsureAsync(
        ReadModels views, OpossumStore store, Func<IReadOnlyList<SequencedEvent<IEvent>>, ViewCheck> fold, int seed = 0)
    {
        await views.UntilAsync(store.DurableHead);
        var differences = await fold(await LogOf(store)).DifferencesAsync(views);
        Assert.True(differences.IsEmpty, $"{views.GetType().Name}, seed {seed}: {string.Join('\n', differences)}");
    }

    public static async Task<ImmutableArray<SequencedEvent<IEvent>>> LogOf(OpossumStore store)
    {
        var log = ImmutableArray.CreateBuilder<SequencedEvent<IEvent>>();
        await foreach (var e in store.ReadAsync(Query.All)) log.Add(e);
        return log.ToImmutable();
    }
}
