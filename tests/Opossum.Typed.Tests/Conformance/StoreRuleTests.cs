using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Conformance;

/// <summary>Rules of the vectors' README that need code: what a store keeps, and what it refuses to.</summary>
public class StoreRuleTests
{
    [Fact, Trait("Rule", "B31")]
    public async Task Stores_in_different_places_know_nothing_of_each_other()
    {
        using var here = new StoreFolder();
        using var there = new StoreFolder();
        await using var log = await here.OpenAsync();
        await using var other = await there.OpenAsync();
        await using var inMemory = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A", "t:1")]);
        Assert.Equal((0, 0), (other.Head, inMemory.Head));
        Assert.Empty(await Raw.ReadAsync(other, Query.All));
        Assert.Empty(await Raw.ReadAsync(inMemory, Query.All));
        Assert.Equal(1, (await other.AppendAsync([Raw.Event("B")], unless: Query.Tagged(new Tag("t:1")))).First);
        Assert.Equal(["1 A"], await Raw.ReadAsync(log, Query.All));
    }

    [Fact, Trait("Rule", "B32")]
    public async Task A_second_handle_on_a_store_sees_what_the_first_appended()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var (first, second) = (new OpossumStore(log, Shapes.Model), new OpossumStore(log, Shapes.Model));
        await first.Log.AppendAsync([Raw.Event("A", "t:1")]);
        Assert.Equal(1, second.Head);
        using var reader = second.Log.Read(Query.Tagged(new Tag("t:1")));
        Assert.True(await reader.FillAsync() && reader.TryRead(out var e) && e.Position == 1);
        await Assert.ThrowsAsync<AppendConditionFailedException>(async () =>
            await second.Log.AppendAsync([Raw.Event("B")], unless: Query.Tagged(new Tag("t:1"))));
    }

    [Fact, Trait("Rule", "B33")]
    public async Task After_a_kill_every_acknowledged_event_is_there_with_position_id_and_time()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync();
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 7; i++) await log.AppendAsync([Raw.Event("A", $"t:{i}"), Raw.Event("B", $"r:{round}")]);
            var acknowledged = await Raw.EventsAsync(log, Query.All);
            using var killed = folder.Crash();
            await using var reopened = await killed.OpenAsync();
            Assert.False(reopened.Recovery.WasClosed);
            Assert.Equal(0, reopened.Recovery.CutBytes);
            var found = await Raw.EventsAsync(reopened, Query.All);
            Assert.Equal(acknowledged.Select(Identity), found.Select(Identity));
            Assert.Equal(acknowledged.Count + 1, (await reopened.AppendAsync([Raw.Event("C")])).First);        // no position is used again
        }

        static (long, Guid, DateTimeOffset, string, string) Identity(SequencedEvent e) =>
            (e.Position, e.Id, e.RecordedAt, e.Type, string.Join(' ', e.Tags.Select(static tag => tag.Text)));
    }

    public static TheoryData<string, byte[]> Payloads => new()
    {
        { "empty", [] },
        { "one zero", [0] },
        { "every byte value", [.. Enumerable.Range(0, 256).Select(static i => (byte)i)] },
        { "65,536 bytes", [.. Enumerable.Range(0, 65_536).Select(static i => (byte)(i * 31 + i / 256))] },
    };

    [Theory, MemberData(nameof(Payloads)), Trait("Rule", "B36")]
    public async Task A_payload_comes_back_byte_for_byte_also_after_reopening(string name, byte[] payload)
    {
        using var folder = new StoreFolder();
        var id = Guid.NewGuid();
        await using (var log = await folder.OpenAsync())
        {
            await log.AppendAsync([new EventData(name, payload), new EventData(name, payload) { Id = id }, Raw.Event("after")]);
            await AssertReadAsync(log);
        }

        await using var reopened = await folder.OpenAsync();
        await AssertReadAsync(reopened);

        async Task AssertReadAsync(EmbeddedEventLog log)
        {
            var events = await Raw.EventsAsync(log, Raw.Item([name]));
            Assert.Equal(2, events.Count);
            Assert.All(events, e => Assert.True(e.Payload.Span.SequenceEqual(payload)));
            Assert.NotEqual(Guid.Empty, events[0].Metadata.Id);
            Assert.Equal(id, events[1].Metadata.Id);
        }
    }

    [Fact, Trait("Rule", "B36")]
    public async Task Absent_metadata_and_empty_metadata_come_back_as_such_also_after_reopening()
    {
        using var folder = new StoreFolder();
        await using (var log = await folder.OpenAsync())
        {
            var empty = Raw.Event("empty") with { CorrelationId = "", CausationId = "", Metadata = new Dictionary<string, string>() };
            await log.AppendAsync([
                Raw.Event("absent"), empty, Raw.Event("pair") with { Metadata = new Dictionary<string, string> { ["key"] = "" } }
            ]);
        }

        await using var reopened = await folder.OpenAsync();
        var found = (await Raw.EventsAsync(reopened, Query.All))
            .Select(static e => (e.Type, e.Metadata.CorrelationId, e.Metadata.CausationId, string.Join(' ', e.Metadata.Values)));
        Assert.Equal([("absent", null, null, ""), ("empty", "", "", ""), ("pair", null, null, "[key, ]")], found);
    }

    [Fact, Trait("Rule", "B37")]
    public async Task Names_at_their_limits_are_accepted_and_found()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var type = new string('\u00e9', 127) + "x";             // 255 bytes of UTF-8
        string[] tags = [.. Enumerable.Range(0, 64).Select(static i => $"{i:D2}:" + new string('y', Tag.MaxBytes - 3))];
        await log.AppendAsync([Raw.Event(type, tags), Raw.Event("other", tags[63])]);
        Assert.Equal([$"1 {type}"], await Raw.ReadAsync(log, Raw.Item([type], tags)));
        Assert.Equal(2, (await Raw.ReadAsync(log, Query.Tagged(new Tag(tags[63])))).Length);
    }

    [Fact, Trait("Rule", "B37")]
    public async Task Names_past_their_limits_are_refused_before_any_write()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await Assert.ThrowsAsync<AppendLimitException>(async () =>
            await log.AppendAsync([Raw.Event("A"), Raw.Event(new string('\u00e9', 128))]));
        await Assert.ThrowsAsync<AppendLimitException>(async () =>
            await log.AppendAsync([Raw.Event("A"), Raw.Event("B", [.. Enumerable.Range(0, 65).Select(static i => $"t:{i}")])]));
        Assert.Throws<ArgumentException>(() => new Tag(new string('y', Tag.MaxBytes + 1)));
        Assert.Throws<ArgumentException>(() => new Tag(""));
        Assert.Equal(0, log.Head);
        Assert.Empty(await Raw.ReadAsync(log, Query.All));
    }

    [Fact, Trait("Rule", "B37")]
    public async Task A_batch_of_1000_events_and_a_query_of_128_items_are_accepted()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        Assert.Equal(
            new AppendResult(1, 1000),
            await log.AppendAsync([.. Enumerable.Range(0, 1000).Select(static i => Raw.Event($"T{i}", $"t:{i}"))]));
        // Every second item names an event that an item of another kind names too.
        var query = Query.Of([.. Enumerable.Range(0, 128)
            .Select(static i => i % 2 == 0 ? new QueryItem([$"T{i}"], []) : new QueryItem([], [new($"t:{i - 1}")]))]);
        Assert.Equal(Enumerable.Range(0, 64).Select(static i => $"{2 * i + 1} T{2 * i}"), await Raw.ReadAsync(log, query));
        await Assert.ThrowsAsync<AppendConditionFailedException>(async () =>
            await log.AppendAsync([Raw.Event("A")], unless: query.After(126)));
        Assert.Equal(1001, (await log.AppendAsync([Raw.Event("A")], unless: query.After(127))).First);
    }
}
