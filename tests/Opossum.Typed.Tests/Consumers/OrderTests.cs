using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.Store;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>What waits for what when events are handled side by side, in order of a key.</summary>
public class OrderTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly ConsumerOptions Two = new()
    {
        Parallelism = 2, FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(2),
        SaveWithin = TimeSpan.FromMilliseconds(5),
    };

    [Fact]
    public async Task A_key_that_stands_still_holds_up_no_other()
    {
        var release = new TaskCompletionSource();
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        for (var i = 0; i < 60; i++) await store.OpenRoomsAsync((1, i));
        for (var i = 0; i < 60; i++) await store.OpenRoomsAsync((2, i));
        var recorder = new Recorder((room, _, _) => room.Room.Number == 1 ? release.Task : Task.CompletedTask);
        await using var consumer = await store.StartConsumerAsync(recorder, Two, Stop);
        try
        {
            await Consuming.UntilAsync(() => recorder.Handled.Count == 60);
            Assert.Equal(Enumerable.Range(61, 60).Select(static i => (long)i), recorder.Handled);
        }
        finally
        {
            release.SetResult();        // or the consumer's end would wait for it
        }

        await consumer.UntilAsync(120);
    }

    [Fact]
    public async Task Keys_that_wait_for_their_next_attempt_hold_up_no_other()
    {
        var fails = true;
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        for (var room = 1; room <= 40; room++) await store.OpenRoomsAsync((room, 0));
        for (var room = 1; room <= 40; room++) await store.OpenRoomsAsync((100 + room, 0));
        var recorder = new Recorder(
            (room, _, _) => fails && room.Room.Number <= 40 ? throw new IOException("not now") : Task.CompletedTask);
        await using var consumer = await store.StartConsumerAsync(
            recorder, Two with { MaxAttempts = 0, FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(1) }, Stop);
        await Consuming.UntilAsync(() => recorder.Handled.Count == 40);
        fails = false;
        await consumer.UntilAsync(80);
    }

    [Fact]
    public async Task Tags_that_a_retagging_added_keep_events_in_order_and_are_handed_out()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        for (var i = 0; i < 40; i++) await store.Log.AppendAsync([Stored(new RoomOpened(new(i % 2), i))], cancellationToken: Stop);
        await store.RetagAsync(cancellationToken: Stop);
        var running = new int[2];
        var recorder = new Recorder(async (room, at, stop) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running[room.Room.Number]));
            Assert.Equal([Tag.Of(room.Room)], at.Tags);
            await Task.Delay(1, stop);
            Interlocked.Decrement(ref running[room.Room.Number]);
        });
        await using var consumer = await store.StartConsumerAsync(recorder, Two with { Parallelism = 8, MaxAttempts = 1 }, Stop);
        await Consuming.UntilAsync(() => consumer.Position == 40 || consumer.State == ConsumerState.Failed);
        Assert.Equal((ConsumerState.Running, 40), (consumer.State, recorder.Handled.Count));
        foreach (var key in recorder.Handled.GroupBy(static position => position % 2)) Assert.Equal(key.Order(), key);
    }

    [Fact]
    public async Task An_event_behind_one_that_is_passed_over_stays_parked_too()
    {
        var fails = true;
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var (one, two) = (new Tag("room:1"), new Tag("room:2"));
        foreach (var tags in (Tag[][])[[one], [one, two], [two]])
            await store.Log.AppendAsync([Stored(new RoomOpened(new(1), 1), tags)], cancellationToken: Stop);
        var recorder = new Recorder(
            (_, at, _) => fails && at.Position == 1 ? throw new InvalidCastException("a defect") : Task.CompletedTask);
        await using var consumer = await store.StartConsumerAsync(recorder, Two with { WhenExhausted = Exhausted.Park }, Stop);
        await consumer.UntilAsync(3);
        Assert.Equal(0, await consumer.RetryParkedAsync(Stop));
        Assert.Equal([1, 2, 3], consumer.Parked.Select(static parked => parked.Position));
        fails = false;
        Assert.Equal(3, await consumer.RetryParkedAsync(Stop));
        Assert.Equal([1, 2, 3], recorder.Handled);
    }

    [Fact]
    public async Task A_command_whose_wait_is_given_up_leaves_it_running()
    {
        var release = new TaskCompletionSource();
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1), (2, 2), (3, 3));
        var recorder = new Recorder((_, _, _) => release.Task);
        await using var consumer = await store.StartConsumerAsync(recorder, cancellationToken: Stop);
        await recorder.First;
        try
        {
            using var hurry = new CancellationTokenSource(50);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => consumer.MoveToAsync(2, hurry.Token));
        }
        finally
        {
            release.SetResult();
        }

        await consumer.UntilAsync(3);
        Assert.Equal([1, 2, 3], recorder.Handled);
        Assert.Equal(ConsumerState.Running, consumer.State);
    }

    [Fact]
    public async Task What_was_refused_begins_again_once_it_is_forgotten()
    {
        using var folder = new StoreFolder();
        await using var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop);
        await store.OpenRoomsAsync((1, 1), (2, 2));
        var consumer = await store.StartConsumerAsync(new Recorder(), Two, Stop);
        await consumer.UntilAsync(2);
        await Assert.ThrowsAsync<ConsumerRunningException>(async () => await store.ForgetConsumerAsync("recorder", Stop));
        await consumer.DisposeAsync();
        var file = Path.Combine(folder.Path, "consumers", "recorder.state");
        await File.WriteAllBytesAsync(file, new byte[100], Stop);
        await Assert.ThrowsAsync<StoreDamagedException>(async () => await store.StartConsumerAsync(new Recorder(), Two, Stop));
        Assert.True(await store.ForgetConsumerAsync("recorder", Stop));
        Assert.False(File.Exists(file));
        Assert.False(await store.ForgetConsumerAsync("recorder", Stop));
        var again = new Recorder();
        await using var second = await store.StartConsumerAsync(again, Two, Stop);
        await second.UntilAsync(2);
        Assert.Equal([1, 2], again.Handled.Order());
    }

    /// <summary>With other tags than its own: as an older program stored it, or a test wants it.</summary>
    private static EventData Stored(RoomOpened e, params Tag[] tags) =>
        new("room-opened", Shapes.Model.ToEventData(e).Payload, tags) { Encoding = PayloadEncoding.Json };
}
