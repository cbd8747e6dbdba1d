using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

/// <summary>The typed face has what the log has.</summary>
public class StoreFaceTests
{
    private static readonly RoomId Room = new(1);

    public static TheoryData<string> Sequences => ["list", "array", "iterator"];

    [Theory, MemberData(nameof(Sequences))]
    public async Task A_refusal_of_a_sequence_is_an_answer_and_writes_nothing(string kind)
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var first = await store.TryAppendAsync(Sequence(kind), unless: RoomOpened.For(Room));
        Assert.Equal(new AppendResult(1, 2), first.Result);
        var second = await store.TryAppendAsync(Sequence(kind), unless: RoomOpened.For(Room));
        Assert.Equal(1, second.Conflict?.Position);
        Assert.Equal(2, store.Head);
    }

    [Fact]
    public async Task An_event_of_more_than_64_tags_is_refused_by_its_name()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var e = (Sets)Samples.All["sets, empty"] with { Tags = [.. Enumerable.Range(0, 65).Select(static _ => GuidTag.New())] };
        var error = await Assert.ThrowsAsync<AppendLimitException>(() => store.AppendAsync(e).AsTask());
        Assert.Contains("'sets' has more than 64 different tags", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, store.Head);
    }

    [Fact]
    public async Task An_append_key_of_a_sequence_makes_it_safe_to_repeat()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        for (var i = 0; i < 2; i++)
            Assert.Equal(
                new AppendResult(1, 2), (await store.TryAppendAsync(Sequence("list"), unless: RoomOpened.For(Room), key: "once")).Result);
    }

    [Fact]
    public async Task A_payload_that_a_constructor_does_not_take_is_named_with_its_position()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new RoomClosed(Room));
        await store.Log.AppendAsync([
            new EventData("room-priced", """{"room":1,"price":-1}"""u8.ToArray()) { Encoding = PayloadEncoding.Json }
        ]);
        var error = await Assert.ThrowsAsync<EventFormatException>(async () =>
        {
            await foreach (var _ in store.ReadAsync(Query.All)) { }
        });
        Assert.Equal(("room-priced", 2L), (error.EventName, error.Position));
        Assert.Contains("RoomPriced does not take what it holds: ArgumentException", error.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(error.InnerException);
    }

    [Fact]
    public async Task The_durable_head_is_behind_while_a_flush_is_deferred()
    {
        var time = new FakeTimeProvider();
        var options = new OpossumOptions { FlushEventsImmediately = false, TimeProvider = time };
        await using var store = new OpossumStore(EmbeddedEventLog.Open(new WatchedStorage(), options), Shapes.Model);
        await store.AppendAsync(new RoomClosed(Room));
        Assert.Equal((1, 0), (store.Head, store.DurableHead));
        time.Advance(TimeSpan.FromSeconds(1));
        await store.AppendAsync(new RoomClosed(Room));
        await using var events = store.FollowAsync(Query.All).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        Assert.InRange(store.DurableHead, 1, 2);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_read_that_the_close_interrupts_says_that_the_log_was_closed(bool onDisk)
    {
        using var folder = new StoreFolder();
        var log = onDisk ? await folder.OpenAsync() : EmbeddedEventLog.OpenInMemory();
        var store = new OpossumStore(log, Shapes.Model);
        await store.AppendAsync(new RoomClosed(Room));
        var read = store.ReadAsync(Query.All);
        await store.DisposeAsync();
        var error = await Assert.ThrowsAsync<ObjectDisposedException>(async () => await read.ToListAsync());
        Assert.Equal(
            (nameof(EmbeddedEventLog), "The log was closed before the read was over."),
            (error.ObjectName, error.Message.Split('\n')[0].TrimEnd('\r')));
        Assert.Throws<ObjectDisposedException>(() => store.ReadAsync(Query.All));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_read_that_has_all_it_wanted_ends_in_peace_after_the_close(bool onDisk)
    {
        using var folder = new StoreFolder();
        var log = onDisk ? await folder.OpenAsync() : EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A")]);
        using var reader = log.Read(Query.All);
        Assert.True(await reader.FillAsync());
        await log.DisposeAsync();
        Assert.True(reader.TryRead(out _));
        Assert.False(await reader.FillAsync());
    }

    private static IEnumerable<IEvent> Sequence(string kind)
    {
        IEvent[] events = [new RoomOpened(Room, 1), new RoomClosed(Room)];
        return kind switch { "list" => events.ToList(), "array" => events, _ => events.Where(_ => true) };
    }
}
