using CsCheck;
using Opossum.Typed.Engine.Retrieval;

namespace Opossum.Typed.Tests.Engine.Retagging;

/// <summary>
/// Random histories, retagged at random moments with random keys: after each retagging every query answers as in a log whose events had the
/// tags from the start, by index and by scan, in both directions, and conditions judge alike.
/// </summary>
public class RetagHistoryTests
{
    private static readonly string[] Keys = ["a", "b", "c"];
    private static readonly int Histories = Tier.Share(quick: 25, full: 500, @long: 2_500);

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (6, Gen.Select(Gen.Int[0, 26], Gen.Int[0, 7], Gen.Int[0, 2], static (words, stored, type) => new Step(words, stored, type, 0))),
        (1, Gen.Int[1, 7].Select(static keys => new Step(0, 0, 0, keys))));

    [Fact]
    public void Every_query_answers_as_if_the_tags_had_been_there_from_the_start() =>
        Steps.Array[1, 60].ForAll(Check, Histories);

    private static void Check(Step[] steps)
    {
        using var store = new SteppedStore(maxSegmentBytes: 1024, runsPerMerge: 2);
        var model = new List<(string Type, HashSet<string> Words, HashSet<string> Tags)>();
        foreach (var step in steps)
        {
            if (step.Keys == 0)
            {
                var words = WordsOf(step.Words);
                var stored = words.Where((_, i) => (step.Stored >> i & 1) != 0).ToArray();
                var data = WordTags.Event(string.Join(' ', words), stored);
                var type = $"type{step.Type}";
                store.Append(new EventData(type, data.Payload, [.. stored.Select(static tag => new Tag(tag))]));
                model.Add((type, [.. words], [.. stored]));
                if (model.Count % 5 == 0) store.Index();
            }
            else
            {
                var keys = Keys.Where((_, i) => (step.Keys >> i & 1) != 0).ToArray();
                store.Retag(keys);
                foreach (var (_, words, tags) in model) tags.UnionWith(words.Where(word => keys.Contains(word[..1])));
                Compare(store, model);
            }
        }

        Compare(store, model);
    }

    private static void Compare(SteppedStore store, List<(string Type, HashSet<string> Words, HashSet<string> Tags)> model)
    {
        foreach (var (query, matches) in Queries())
        {
            var expected = Enumerable.Range(1, model.Count).Where(i => matches(model[i - 1].Type, model[i - 1].Tags))
                .Select(static i => (long)i).ToArray();
            Assert.Equal(expected, Read(store, query, backward: false, ReadStrategy.Automatic));
            Assert.Equal(expected, Read(store, query, backward: false, ReadStrategy.Scan));
            Assert.Equal(expected.Reverse(), Read(store, query, backward: true, ReadStrategy.Automatic));
            Assert.Equal(expected.LastOrDefault(), Judge(store, query!));
            var half = model.Count / 2;
            var guarded = Judge(store, query.After(half, store.View.TagEpoch));
            Assert.Equal(expected.LastOrDefault(position => position > half), guarded);
        }
    }

    private static IEnumerable<(Query Query, Func<string, HashSet<string>, bool> Matches)> Queries()
    {
        foreach (var (first, second) in ((string, string)[])[("a:0", "b:1"), ("b:0", "c:2"), ("a:2", "c:0")])
        {
            yield return (Query.Tagged(new Tag(first)), (_, tags) => tags.Contains(first));
            yield return (Query.Tagged(new Tag(first), new Tag(second)), (_, tags) => tags.Contains(first) && tags.Contains(second));
            yield return (
                Raw.Item(["type0", "type1"], second) | Raw.Item(["type2"], first),
                (type, tags) => type == "type2" ? tags.Contains(first) : tags.Contains(second));
        }

        yield return (
            Query.Of([.. Enumerable.Range(0, 20)
                .Select(static i => new QueryItem([], [new Tag($"{Keys[i % 3]}:{i % 4}"), new Tag("b:0")]))]),
            static (_, tags) => tags.Contains("b:0") && Enumerable.Range(0, 20).Any(i => tags.Contains($"{Keys[i % 3]}:{i % 4}")));
    }

    private static long Judge(SteppedStore store, AppendCondition unless)
    {
        var isKnown = store.Engine.TryJudge(
            [WordTags.Event("")], unless, null, Durability.AsConfigured, null, out var request, out var outcome);
        if (isKnown) return outcome.Conflict!.Value.Position;
        request.Abandon();
        return 0;
    }

    private static long[] Read(SteppedStore store, Query query, bool backward, ReadStrategy strategy)
    {
        var positions = new List<long>();
        using var reader = store.Engine.Read(query, new() { Backward = backward }, strategy);
        while (reader.FillAsync().AsTask().Result)
            while (reader.TryRead(out var e)) positions.Add(e.Position);
        return [.. positions];
    }

    /// <summary>A word of each key, or none.</summary>
    private static string[] WordsOf(int number) =>
        [.. Keys.Select((key, i) => $"{key}:{number / (int)Math.Pow(3, i) % 3}")];

    private readonly record struct Step(int Words, int Stored, int Type, int Keys);
}
