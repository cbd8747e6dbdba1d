using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Tests.Engine;

namespace Opossum.Typed.Tests.Conformance;

/// <summary>Rules of the vectors' README that need code: reads beside appends.</summary>
public class ReadRuleTests
{
    [Theory, InlineData(false), InlineData(true), Trait("Rule", "B40")]
    public async Task An_unfinished_read_does_not_block_an_append(bool backward)
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        await log.AppendAsync([Raw.Event("A"), Raw.Event("A")]);
        using var reader = log.Read(Query.All, new() { Backward = backward });
        Assert.True(await reader.FillAsync());
        Assert.True(reader.TryRead(out var _));
        for (var i = 0; i < 10; i++)
            await log.AppendAsync([Raw.Event("B")], unless: Raw.Item(["C"])).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(12, log.Head);
    }

    public static MatrixTheoryData<string, bool, bool> Reads { get; } = new(Enum.GetNames<ReadStrategy>(), [false, true], [false, true]);

    [Theory, MemberData(nameof(Reads)), Trait("Rule", "B41")]
    public async Task A_read_yields_its_snapshot_whatever_is_appended_meanwhile(string strategy, bool backward, bool everything)
    {
        // Segments of 512 bytes: what comes later is partly in the segment that the read is in, partly in new ones.
        await using var log = EmbeddedEventLog.OpenInMemory(new() { MaxSegmentBytes = 512 });
        for (var i = 0; i < 5; i++) await log.AppendAsync([Raw.Event("A", "t:1")]);
        using var reader = log.Read(
            everything ? Query.All : Query.Tagged(new Tag("t:1")), new() { Backward = backward }, Enum.Parse<ReadStrategy>(strategy));
        Assert.True(await reader.FillAsync());
        Assert.True(reader.TryRead(out var first));
        var positions = new List<long> { first.Position };
        for (var i = 0; i < 10; i++) await log.AppendAsync([Raw.Event("A", "t:1")]);
        do
        {
            while (reader.TryRead(out var e)) positions.Add(e.Position);
        }
        while (await reader.FillAsync());

        Assert.Equal(5, reader.Head);
        Assert.Equal(backward ? [5, 4, 3, 2, 1] : [1, 2, 3, 4, 5], positions);
    }

    [Fact, Trait("Rule", "B41")]
    public async Task A_read_that_has_not_begun_to_fill_yields_the_snapshot_of_its_call()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A", "t:1")]);
        foreach (var strategy in Enum.GetValues<ReadStrategy>())
        {
            var head = log.Head;
            using var reader = log.Read(Query.Tagged(new Tag("t:1")), default, strategy);
            await log.AppendAsync([Raw.Event("A", "t:1")]);
            var read = 0;
            while (await reader.FillAsync())
                while (reader.TryRead(out var e)) read++;
            Assert.Equal((head, head), (reader.Head, read));
        }
    }

    [Theory, InlineData("write"), InlineData("flush"), Trait("Rule", "B43")]
    public async Task Neither_head_nor_read_tells_of_an_append_whose_write_or_flush_is_under_way(string call)
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A", "t:1")]);
        using var gate = new Gate();
        storage.Before = made =>
        {
            if (made == call + " events/0000000001.seg") gate.Pass();
        };
        var append = log.AppendAsync([Raw.Event("B", "t:1"), Raw.Event("C", "t:1")]).AsTask();
        gate.WaitUntilReached();
        Assert.Equal(1, log.Head);
        Assert.Equal(["1 A"], await Raw.ReadAsync(log, Query.All));
        Assert.Equal(["1 A"], await Raw.ReadAsync(log, Query.Tagged(new Tag("t:1"))));
        Assert.False(append.IsCompleted);
        gate.Open();
        Assert.Equal(new AppendResult(2, 3), await append);
        Assert.Equal(["1 A", "2 B", "3 C"], await Raw.ReadAsync(log, Query.Tagged(new Tag("t:1"))));
    }

    [Fact, Trait("Rule", "B43")]
    public async Task Nothing_ever_appears_below_a_position_already_seen()
    {
        const int Writers = 8;
        const int Appends = 60;
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(new() { MaxSegmentBytes = 8 << 10 });
        var writing = Threads.RunAsync(Writers, writer =>
        {
            for (var i = 0; i < Appends; i++)
                Threads.Wait(log.AppendAsync([Raw.Event("A", $"w:{writer}", "t:1"), Raw.Event("B", $"w:{writer}", "t:1")]));
        });
        List<Guid> seen = [];
        for (var last = false; ;)
        {
            last = writing.IsCompleted;
            var head = log.Head;
            var found = await Raw.EventsAsync(log, last || head % 3 == 0 ? Query.All : Query.Tagged(new Tag("t:1")));
            Assert.True(found.Count >= head, $"the head was {head}, and a later read found {found.Count}");
            Assert.Equal(Enumerable.Range(1, found.Count).Select(static p => (long)p), found.Select(static e => e.Position));
            Assert.Equal(seen, found.Take(seen.Count).Select(static e => e.Id));
            seen = [.. found.Select(static e => e.Id)];
            if (last) break;
        }

        await writing;
        Assert.Equal(2 * Writers * Appends, seen.Count);
    }
}
