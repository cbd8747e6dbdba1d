using Opossum.Typed.Tests.Decisions;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

/// <summary>What is stored beside an event because the caller of the typed store says so.</summary>
public class AppendMetadataTests
{
    private static readonly RoomId Room = new(1);
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly AppendMetadata Kiosk = new()
    {
        CorrelationId = "request-7",
        CausationId = "click-3",
        Values = new Dictionary<string, string>(StringComparer.Ordinal) { ["client"] = "kiosk" },
    };

    [Fact]
    public async Task Each_way_to_append_stores_it_beside_each_event()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var opened = new RoomOpened(Room, 1);
        await store.AppendAsync(opened, metadata: Kiosk, cancellationToken: Stop);
        await store.AppendAsync([opened, opened], metadata: Kiosk, cancellationToken: Stop);
        await store.AppendAsync((IEnumerable<IEvent>)new List<IEvent> { opened }, metadata: Kiosk, cancellationToken: Stop);
        await store.TryAppendAsync(opened, RoomClosed.For(Room), metadata: Kiosk, cancellationToken: Stop);
        await store.TryAppendAsync([opened], RoomClosed.For(Room), metadata: Kiosk, cancellationToken: Stop);
        await store.TryAppendAsync((IEnumerable<IEvent>)[opened], RoomClosed.For(Room), metadata: Kiosk, cancellationToken: Stop);
        await store.DecideAsync(new CreateInvoice(), metadata: Kiosk, cancellationToken: Stop);
        var all = await store.ReadAsync(Query.All).ToListAsync(Stop);
        Assert.Equal(8, all.Count);
        Assert.All(all, static e =>
        {
            Assert.Equal(("request-7", "click-3"), (e.Metadata.CorrelationId, e.Metadata.CausationId));
            Assert.Equal([new("client", "kiosk")], e.Metadata.Values);
        });
    }

    [Fact]
    public async Task The_next_append_of_the_thread_has_none_of_it()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new RoomOpened(Room, 1), metadata: Kiosk, cancellationToken: Stop);
        await store.AppendAsync(new RoomOpened(Room, 1), cancellationToken: Stop);
        var second = (await store.ReadAsync(Query.All).ToListAsync(Stop))[1].Metadata;
        Assert.Empty(second.Values);
        Assert.NotEqual("request-7", second.CorrelationId);
    }

    [Fact]
    public void It_prints_none_of_its_values()
    {
        Assert.Equal("1 pair", Kiosk.ToString());
        Assert.Equal("0 pairs", new AppendMetadata().ToString());
    }

    [Fact]
    public async Task Imported_events_keep_their_own_times_in_one_batch()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var (first, second) = (new DateTimeOffset(1999, 12, 31, 23, 0, 0, TimeSpan.FromHours(-1)), DateTimeOffset.UnixEpoch);
        await store.Log.AppendAsync(
        [
            Shapes.Model.ToEventData(new RoomOpened(Room, 1)) with { RecordedAt = first },
            Shapes.Model.ToEventData(new RoomOpened(Room, 2)) with { RecordedAt = second, CorrelationId = "old" },
            Shapes.Model.ToEventData(new RoomOpened(Room, 3)),
        ], cancellationToken: Stop);
        var all = await store.ReadAsync(RoomOpened.For(Room)).ToListAsync(Stop);
        Assert.Equal([1, 2, 3], all.Select(static e => e.Event.Seats));
        Assert.Equal([first, second], all[..2].Select(static e => e.Metadata.RecordedAt));
        Assert.InRange(all[2].Metadata.RecordedAt, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.Equal("old", all[1].Metadata.CorrelationId);
    }

    [Fact]
    public void Encoded_events_outlive_the_next_encoding()
    {
        var one = Shapes.Model.ToEventData(new RoomOpened(Room, 1));
        var other = Shapes.Model.ToEventData(new RoomOpened(new(2), 2));
        Assert.NotEqual(one.Payload.ToArray(), other.Payload.ToArray());
        Assert.Equal([Tag.Of(Room)], one.Tags.ToArray());
    }

    [Fact]
    public async Task An_outcome_has_the_events_that_were_decided()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var outcome = await store.DecideAsync(new CreateInvoice(), cancellationToken: Stop);
        Assert.Equal([new InvoiceCreated(1)], Assert.IsType<Outcome.Appended>(outcome).Events.ToArray());
        Assert.Equal(new Outcome.Appended(1, 1), outcome);
        Assert.Empty(new Outcome.Appended(1, 1).Events);
    }
}
