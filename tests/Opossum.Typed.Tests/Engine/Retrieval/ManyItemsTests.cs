using System.Diagnostics;
using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Tests.Conformance.ModelBased;
using Opossum.Typed.Tests.Decisions;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Engine.Retrieval;

/// <summary>
/// Queries of many items: the time grows with their number, not with its square, and the answer is that of each item alone.
/// </summary>
public class ManyItemsTests
{
    private const int Many = 50_000;

    /// <summary>
    /// For a debug build on a machine that does much else: it takes a tenth of this as a rule, and the square took minutes.
    /// </summary>
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(20);

    /// <summary>What the items are by, whether the log is sealed, and whether it is read backward. The quick tier tries two.</summary>
    public static TheoryData<string, bool, bool> Kinds
    {
        get
        {
            var kinds = new TheoryData<string, bool, bool> { { "own tags", true, true }, { "types", false, true } };
            if (!Tier.IsFull) return kinds;
            kinds.Add("own tags", false, false);
            kinds.Add("a shared tag", true, false);
            kinds.Add("types", true, false);
            kinds.Add("repeated", false, false);
            return kinds;
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_read_with_fifty_thousand_items_takes_a_moment(string shape, bool isSealed, bool backward)
    {
        var storage = new MemoryStorage();
        await using var log = await FillAsync(storage, Many, isSealed);
        QueryItem[] items = [.. Enumerable.Range(0, Many).Select(i => shape switch
        {
            "own tags" => new QueryItem([], [new Tag($"t:{i}")]),
            "a shared tag" => new QueryItem(["A"], [new Tag("all"), new Tag($"t:{i}")]),
            "types" => new QueryItem(i == 0 ? ["A"] : [$"no-{i}"], [new Tag("all")]),
            _ => new QueryItem(["A"], [new Tag("all")]),
        })];
        var clock = Stopwatch.StartNew();
        using var reader = log.Read(Query.Of(items), new() { Backward = backward });
        var count = 0;
        while (await reader.FillAsync(TestContext.Current.CancellationToken))
            while (reader.TryRead(out _)) count++;
        Assert.Equal(Many, count);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Generous);
    }

    [Fact]
    public void Items_and_guards_that_are_joined_one_by_one_take_a_moment()
    {
        var clock = Stopwatch.StartNew();
        var query = Query.Tagged(new Tag("t:0"));
        AppendCondition condition = query.After(0);
        for (var i = 1; i < Many; i++)
        {
            query |= Query.Tagged(new Tag($"t:{i}"));
            condition |= Query.Tagged(new Tag($"t:{i}")).After(i);
        }

        Assert.Equal(Enumerable.Range(0, Many).Select(static i => $"* [t:{i}]"), query.Items.Select(static item => QueryText.Of(item)));
        Assert.Equal(Enumerable.Range(0, Many).Select(static i => (long)i), condition.Guards.Select(static guard => guard.After));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Generous);
    }

    [Fact]
    public async Task A_condition_and_a_family_of_fifty_thousand_items_take_a_moment()
    {
        await using var log = await FillAsync(new(), Many, isSealed: false);
        var query = Query.Of([.. Enumerable.Range(0, Many).Select(static i => new QueryItem([], [new Tag($"t:{i}")]))]);
        var clock = Stopwatch.StartNew();
        Assert.Equal(Many, (await log.TryAppendAsync([Raw.Event("A")], query.After(0))).Conflict?.Position);
        Assert.True((await log.TryAppendAsync([Raw.Event("A")], query.After(Many))).IsAppended);
        Assert.Equal(Many, Shapes.Model.Family<CourseDefined>(query).Items.Length);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Generous);
    }

    /// <summary>Around the numbers where few become many, every strategy in either direction, held against the items one by one.</summary>
    [Theory, InlineData(1), InlineData(7), InlineData(8), InlineData(9), InlineData(16), InlineData(17), InlineData(40)]
    public async Task The_answer_is_that_of_each_item_alone(int count)
    {
        var random = new Random(count);
        await using var log = EmbeddedEventLog.OpenInMemory(new()
        {
            MaxSegmentBytes = 4096,
            TermMask = count % 2 == 0 ? 0xF : ulong.MaxValue,
        });
        var events = new List<EventSpec>();
        for (var i = 0; i < 300; i++)
        {
            events.Add(new($"T{random.Next(6)}", Some("t:", 12, random.Next(4)), 0));
            await log.AppendAsync([Raw.Event(events[^1].Type, events[^1].Tags)]);
        }

        for (var round = 0; round < 20; round++)
        {
            var items = new ItemSpec[count];
            for (var i = 0; i < count; i++) items[i] = new(Some("T", 6, random.Next(3)), Some("t:", 12, random.Next(1, 3)));
            var query = new QuerySpec(items).ToQuery();
            var (first, last) = (random.Next(1, 100), random.Next(100, 301));
            long[] expected = [.. Enumerable.Range(first, last - first + 1).Select(static i => (long)i)
                .Where(position => items.Any(item => item.Matches(events[(int)position - 1])))];
            foreach (var strategy in Enum.GetValues<ReadStrategy>())
            {
                Assert.Equal(expected, await ReadAsync(log, query, new() { From = first, To = last }, strategy));
                Assert.Equal(expected.Reverse(), await ReadAsync(log, query, new() { From = last, To = first, Backward = true }, strategy));
            }

            var outcome = await log.TryAppendAsync([Raw.Event("refused-or-not")], query.After(last - 1));
            if (outcome.IsAppended) events.Add(new("refused-or-not", [], 0));
        }

        string[] Some(string prefix, int of, int number) =>
            [.. Enumerable.Range(0, number).Select(_ => prefix + random.Next(of)).Distinct()];
    }

    private static async Task<long[]> ReadAsync(EmbeddedEventLog log, Query query, ReadOptions options, ReadStrategy strategy)
    {
        var positions = new List<long>();
        using var reader = log.Read(query, options, strategy);
        while (await reader.FillAsync())
            while (reader.TryRead(out var e)) positions.Add(e.Position);
        return [.. positions];
    }

    private static async Task<EmbeddedEventLog> FillAsync(MemoryStorage storage, int events, bool isSealed)
    {
        var options = new OpossumOptions { MaxSegmentBytes = 2 << 20 };
        var log = EmbeddedEventLog.Open(storage, isSealed ? options : null);
        for (var i = 0; i < events; i += 1000)
            await log.AppendAsync([.. Enumerable.Range(i, 1000).Select(static i => Raw.Event("A", $"t:{i}", "all"))]);
        if (!isSealed) return log;
        await log.DisposeAsync();
        return EmbeddedEventLog.Open(storage, options);
    }
}
