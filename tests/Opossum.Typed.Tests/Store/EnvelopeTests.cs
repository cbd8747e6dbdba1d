using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

/// <summary>What is known of events without their payloads.</summary>
public class EnvelopeTests
{
    private static readonly RoomId Room = new(1);

    [Fact]
    public async Task An_envelope_has_all_but_the_payload()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendRawAsync("talk-held", "{}", version: 2, tags: ["room:1", "x:y"]);
        var envelope = await store.ReadAsync(Query.All).Envelopes().SingleAsync();
        var raw = (await store.RawAsync()).Single();
        Assert.Equal((1, "talk-held", 2), (envelope.Position, envelope.Type, envelope.Version));
        Assert.Equal(raw.Tags, envelope.Tags);
        Assert.Equal(raw.Metadata, envelope.Metadata);
    }

    /// <summary>Whoever decoded one of these payloads would fail.</summary>
    [Fact]
    public async Task No_payload_is_decoded()
    {
        await using var store = await StoreOfWrongPayloadsAsync();
        await Assert.ThrowsAsync<EventFormatException>(async () => await store.ReadAsync(Query.All).ToListAsync());
        Assert.Equal(
            ["room-opened", "room-burnt", "room-opened", "größe"],
            await store.ReadAsync(Query.All).Envelopes().Select(e => e.Type).ToListAsync());
        Assert.Equal([1, 3], await store.ReadAsync(RoomOpened.For(Room)).Envelopes().Select(e => e.Position).ToListAsync());
        Assert.Equal([1, 3], await store.ReadAsync<IRoomEvent>(Query.Tagged(Room)).Envelopes().Select(e => e.Position).ToListAsync());
    }

    [Fact, Trait("Kind", "Allocation")]
    public async Task No_payload_is_copied()
    {
        const int Count = 20;
        // No time passes, so the read never gives its thread back.
        await using var store = OpossumStore.OpenInMemory(Shapes.Model, new() { TimeProvider = new FakeTimeProvider() });
        var payload = "\"" + new string('x', 200_000) + "\"";
        for (var i = 0; i < Count; i++) await store.AppendRawAsync("room-opened", payload, tags: "room:1");
        await store.ReadAsync(Query.All).Envelopes().CountAsync();
        // In memory nothing is waited for: all of it happens on this thread, whatever other tests do meanwhile.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var counted = store.ReadAsync(Query.All).Envelopes().CountAsync();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(counted.IsCompletedSuccessfully);
        Assert.Equal(Count, await counted);

        // Pooled blocks are as large as the largest event.
        Assert.InRange(allocated, 0, Count * 200_000 / 2);
    }

    [Theory]
    [InlineData(UndecodableEvents.Fail)]
    [InlineData(UndecodableEvents.Skip)]
    public async Task Options_hold_and_nothing_is_undecodable(UndecodableEvents choice)
    {
        await using var store = await StoreOfWrongPayloadsAsync();
        var read = store.ReadAsync(Query.All, new ReadOptions { Backward = true, Limit = 3, Undecodable = choice });
        Assert.Equal([4, 3, 2], await read.Envelopes().Select(e => e.Position).ToListAsync());
        await store.AppendAsync(new RoomClosed(Room));
        Assert.Equal([4, 3, 2], await read.Envelopes().Select(e => e.Position).ToListAsync());
    }

    [Fact]
    public async Task Envelopes_and_events_are_of_one_snapshot()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new RoomClosed(Room));
        var read = store.ReadAsync(Query.All);
        await store.AppendAsync(new RoomClosed(Room));
        Assert.Equal([1], await read.Envelopes().Select(e => e.Position).ToListAsync());
        Assert.Equal([1], await read.Select(e => e.Position).ToListAsync());
    }

    private static async Task<OpossumStore> StoreOfWrongPayloadsAsync()
    {
        var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendRawAsync("room-opened", "{", tags: "room:1");
        await store.AppendRawAsync("room-burnt", "no JSON", encoding: PayloadEncoding.Binary, tags: "room:1");
        await store.AppendRawAsync("room-opened", "", version: 9, tags: "room:1");
        await store.AppendRawAsync("größe", "\ud800\u0000");
        return store;
    }
}
