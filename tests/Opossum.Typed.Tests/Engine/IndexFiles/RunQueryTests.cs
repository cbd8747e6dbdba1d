using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Tests.Engine.IndexFiles;

/// <summary>
/// Random appends and queries against a list, while segments are sealed and runs merged, and the store is opened again and again.
/// </summary>
public class RunQueryTests
{
    private static readonly string[] Types = ["A", "B", "C", "D"];

    [Theory, InlineData(1, ulong.MaxValue), InlineData(3, 0xFFUL)]
    public Task Every_query_is_answered_as_a_list_would(int seed, ulong mask) => AnswersAsync(seed, mask, reopened: 2);

    [FullTheory, InlineData(1, ulong.MaxValue), InlineData(2, ulong.MaxValue), InlineData(3, 0xFFUL), InlineData(4, 0xFUL)]
    public Task Every_query_is_answered_as_a_list_would_after_several_openings(int seed, ulong mask) =>
        AnswersAsync(seed, mask, reopened: 4);

    private static async Task AnswersAsync(int seed, ulong mask, int reopened)
    {
        var (random, storage, list) = (new Random(Tier.SeedOf(seed)), new MemoryStorage(), new List<(string Type, string[] Tags)>());
        var options = new OpossumOptions { MaxSegmentBytes = 64 << 10, RunsPerMerge = 3, TermMask = mask };
        for (var opened = 0; opened < reopened; opened++)
        {
            await using var log = EmbeddedEventLog.Open(storage, options);
            Assert.Equal(list.Count, log.Head);
            for (var round = 0; round < 12; round++)
            {
                await AppendAsync(log, list, random);
                for (var i = 0; i < 8; i++) await AskAsync(log, list, random);
                await GuardAsync(log, list, random);
            }
        }

        Assert.Contains(storage.List(RunName.Directory), static name => RunName.TryParse(name, out var run) && run.Count > 1);
    }

    [Fact]
    public async Task How_a_query_would_be_answered_can_be_asked()
    {
        await using var log = EmbeddedEventLog.Open(new MemoryStorage(), new() { MaxSegmentBytes = 64 << 10 });
        for (var i = 1; i <= 2000; i++) await log.AppendAsync([Raw.Event("A", "t:" + i, "m:" + i % 40, "all")]);
        await Eventually.IsTrueAsync(() => log.Explain(Query.Tagged(new Tag("t:1"))).Contains(".run", StringComparison.Ordinal));

        var one = log.Explain(Query.Tagged(new Tag("t:1"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("memory:index/0000000001-0000000001.run", one[0].Split(',')[0]);
        Assert.EndsWith(": a list of 1", one[0], StringComparison.Ordinal);
        Assert.All(one[1..], static line => Assert.EndsWith(": nothing", line, StringComparison.Ordinal));
        Assert.Contains("positions 1 to ", one[0], StringComparison.Ordinal);
        Assert.EndsWith(" to 2000: nothing", one[^1], StringComparison.Ordinal);
        Assert.StartsWith(
            "index in memory", log.Explain(Query.Tagged(new Tag("t:1")), new() { Backward = true }), StringComparison.Ordinal);
        Assert.Contains("every event", log.Explain(Query.Tagged(new Tag("all")), new() { To = 10 }), StringComparison.Ordinal);
        Assert.Equal("the log, positions 5 to 2000: every event, in order\n", log.Explain(Query.All, new() { From = 5 }));
    }

    [Fact]
    public async Task Of_a_query_with_many_items_eight_lists_are_named()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        for (var i = 0; i < 100; i++) await log.AppendAsync([Raw.Event("A", $"t:{i}")]);
        var items = Enumerable.Range(0, 100).Select(static i => new QueryItem([], [new Tag($"t:{i}")]));
        var text = log.Explain(Query.Of([.. items]));
        Assert.EndsWith(", or 92 more\n", text, StringComparison.Ordinal);
        Assert.Equal(9, text.Split(", or ").Length);
    }

    [Fact]
    public async Task What_another_item_finds_as_well_is_not_looked_for()
    {
        await using var log = EmbeddedEventLog.Open(new MemoryStorage(), new());
        for (var i = 0; i < 20; i++) await log.AppendAsync([Raw.Event(i % 2 == 0 ? "A" : "B", "t:" + i % 4, "m:" + i % 3)]);
        QueryItem[] items =
        [
            new(["A"], [new Tag("t:1"), new Tag("m:1")]), new(["A", "B"], [new Tag("t:1")]), new(["B"], [new Tag("m:1"), new Tag("t:1")]),
            new(["A", "B"], [new Tag("t:1")]), new([], [new Tag("m:2"), new Tag("t:0")]),
        ];
        Assert.Equal(2, log.Explain(Query.Of(items)).Split(", or ").Length);
        Assert.Equal(2, log.Explain(Query.Of([.. items.Reverse()])).Split(", or ").Length);

        // Neither of these finds what the other does.
        Assert.Equal(2, log.Explain(Query.Of(new(["A"], [new Tag("t:2")]), new(["B"], [new Tag("t:2")]))).Split(", or ").Length);
    }

    /// <summary>In batches of several sizes, so that stretches begin within frames, and some events are longer than a stretch.</summary>
    private static async Task AppendAsync(EmbeddedEventLog log, List<(string Type, string[] Tags)> list, Random random)
    {
        for (var left = random.Next(100, 600); left > 0;)
        {
            var events = new EventData[random.Next(4) == 0 ? random.Next(2, 60) : 1];
            for (var i = 0; i < events.Length; i++)
            {
                var type = Types[random.Next(100) switch { 0 => 3, < 10 => 2, < 40 => 1, _ => 0 }];
                string[] tags = [.. new[] { "one:" + list.Count, "few:" + random.Next(300), "many:" + random.Next(4), "half" }
                    .Where((_, at) => at == 0 || random.Next(2) == 0)];
                events[i] = new(
                    type, new byte[random.Next(200) == 0 ? random.Next(9000, 12_000) : random.Next(0, 60)],
                    [.. tags.Select(static tag => new Tag(tag))]);
                list.Add((type, tags));
            }

            await log.AppendAsync(events);
            left -= events.Length;
        }
    }

    private static async Task AskAsync(EmbeddedEventLog log, List<(string Type, string[] Tags)> list, Random random)
    {
        var items = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Item(list, random)).ToArray();
        var query = Query.Of(items);
        var backward = random.Next(2) == 0;
        var options = new ReadOptions
        {
            Backward = backward,
            After = random.Next(3) == 0 ? random.Next(list.Count) : 0,
            From = random.Next(4) == 0 ? random.Next(1, list.Count + 1) : null,
            To = random.Next(4) == 0 ? random.Next(1, list.Count + 1) : null,
            Limit = random.Next(3) == 0 ? random.Next(0, 20) : null,
        };
        var (low, high) = backward ? (options.To, options.From) : (options.From, options.To);
        var expected = Enumerable.Range(1, list.Count).Where(position =>
            position > options.After
            && position >= (low ?? 1)
            && position <= (high ?? list.Count)
            && items.Any(item => Matches(item, list[position - 1])));
        if (backward) expected = expected.Reverse();
        if (options.Limit is { } limit) expected = expected.Take((int)limit);
        Assert.Equal(expected.Select(static position => (long)position), await PositionsAsync(log, query, options, ReadStrategy.Automatic));
        if (random.Next(10) == 0)
            Assert.Equal(expected.Select(static position => (long)position), await PositionsAsync(log, query, options, ReadStrategy.Scan));
    }

    private static async Task GuardAsync(EmbeddedEventLog log, List<(string Type, string[] Tags)> list, Random random)
    {
        var (item, after) = (Item(list, random), random.Next(2) == 0 ? 0 : random.Next(list.Count));
        var newest = list.FindLastIndex(e => Matches(item, e)) + 1;
        var outcome = await log.TryAppendAsync([Raw.Event("A", "half")], Query.Of(item).After(after));
        Assert.Equal(newest > after ? newest : null, outcome.Conflict?.Position);
        if (outcome.Conflict is null) list.Add(("A", ["half"]));
    }

    private static QueryItem Item(List<(string Type, string[] Tags)> list, Random random)
    {
        string[] types = random.Next(2) == 0 ? [] : [.. Types.Where(_ => random.Next(2) == 0).DefaultIfEmpty("D")];
        string[] tags = [.. new[] { "one:" + random.Next(list.Count + 5), "few:" + random.Next(310), "many:" + random.Next(5), "half" }
            .Where(_ => random.Next(4) == 0)];
        if (types.Length + tags.Length == 0) tags = ["few:" + random.Next(300)];
        return new(types, [.. tags.Select(static tag => new Tag(tag))]);
    }

    private static bool Matches(QueryItem item, (string Type, string[] Tags) e) =>
        (item.Types.IsEmpty || item.Types.Contains(e.Type)) && item.Tags.All(tag => e.Tags.Contains(tag.Text));

    private static async Task<List<long>> PositionsAsync(EmbeddedEventLog log, Query query, ReadOptions options, ReadStrategy strategy)
    {
        var positions = new List<long>();
        using var reader = log.Read(query, options, strategy);
        while (await reader.FillAsync())
            while (reader.TryRead(out var e)) positions.Add(e.Position);
        return positions;
    }
}
