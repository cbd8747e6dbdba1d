using System.Collections.Concurrent;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.Store;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>Commands to a consumer while it handles events, and what it saves meanwhile.</summary>
public class CommandTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly AsyncLocal<string?> Around = new();

    private static readonly ConsumerOptions Quick = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(4), MaxAttempts = 1,
        SaveWithin = TimeSpan.FromMilliseconds(5),
    };

    [Fact]
    public async Task A_stop_in_a_hurry_does_not_wait_for_a_command_that_waits_for_a_handler()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var recorder = new Recorder((_, _, stop) => Task.Delay(Timeout.InfiniteTimeSpan, stop));
        var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
        await recorder.First;
        var pause = consumer.PauseAsync(Stop);
        await consumer.StopAsync(hurry: new(canceled: true)).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await pause;
        Assert.Equal((ConsumerState.Closed, 0), (consumer.State, consumer.Position));
    }

    [Fact]
    public async Task A_stop_in_a_hurry_ends_a_retry_of_parked_events()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var retries = new TaskCompletionSource();
        var recorder = new Recorder(async (_, at, stop) =>
        {
            if (at.Attempt == 1) throw new IOException("no");
            retries.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        });
        var consumer = await store.StartConsumerAsync(recorder, Quick with { WhenExhausted = Exhausted.Park }, Stop);
        await consumer.UntilAsync(1);
        var retry = consumer.RetryParkedAsync(Stop);
        await retries.Task;
        await consumer.StopAsync(hurry: new(canceled: true)).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => retry);
        Assert.Single(consumer.Parked);
    }

    [Fact]
    public async Task After_a_pause_that_was_given_up_it_goes_on_when_it_is_resumed()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1), (1, 2));
        var release = new TaskCompletionSource();
        var recorder = new Recorder((_, _, _) => release.Task);
        await using var consumer = await store.StartConsumerAsync(recorder, Quick, Stop);
        await recorder.First;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => consumer.PauseAsync(new CancellationToken(canceled: true)));
        using var impatient = new CancellationTokenSource();
        var pause = consumer.PauseAsync(impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pause);
        var resume = consumer.ResumeAsync(Stop);
        release.SetResult();
        await resume;
        await consumer.UntilAsync(2);
        Assert.Equal([1, 2], recorder.Handled);
        Assert.Equal(ConsumerState.Running, consumer.State);
    }

    [Fact]
    public async Task Parked_events_are_retried_beside_no_other_handler()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var (running, most, fails) = (0, 0, true);
        var recorder = new Recorder(async (room, _, _) =>
        {
            if (room.Room.Number == 1 && fails) throw new IOException("no");
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(20, Stop);
            Interlocked.Decrement(ref running);
        });
        await using var consumer = await store.StartConsumerAsync(recorder, Quick with { WhenExhausted = Exhausted.Park }, Stop);
        await consumer.UntilAsync(1);
        fails = false;
        await store.OpenRoomsAsync((2, 2), (2, 3), (2, 4));
        Assert.Equal(1, await consumer.RetryParkedAsync(Stop));
        await consumer.UntilAsync(4);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_handler_that_throws_its_own_exception_when_it_is_cancelled_has_not_failed()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var recorder = new Recorder(async (_, _, stop) =>
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            }
            catch (OperationCanceledException e)
            {
                throw new IOException("The connection was reset.", e);
            }
        });
        var consumer = await store.StartConsumerAsync(recorder, Quick with { WhenExhausted = Exhausted.Park }, Stop);
        await recorder.First;
        await consumer.StopAsync(hurry: new(canceled: true));
        Assert.Equal((0, 0), (consumer.Parked.Length, consumer.Position));
    }

    [Fact]
    public async Task What_is_around_its_starter_is_not_around_its_handlers()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var seen = new TaskCompletionSource<string?>();
        Around.Value = "a request";
        await using var consumer = await store.StartConsumerAsync(
            new Recorder((_, _, _) =>
            {
                seen.TrySetResult(Around.Value);
                return Task.CompletedTask;
            }),
            Quick, Stop);
        Assert.Null(await seen.Task);
    }

    [Fact]
    public async Task Progress_is_saved_once_what_the_handlers_appended_is_durable()
    {
        using var folder = new StoreFolder();
        await using var store = await OpossumStore.OpenAsync(
            folder.Path, Shapes.Model, new() { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes }, Stop);
        var appended = new ConcurrentDictionary<long, long>();
        var ahead = new ConcurrentQueue<long>();
        var states = new WatchedStates(store.Log.ConsumerStates!, progress =>
        {
            var position = progress.Done.Position;
            if (appended.TryGetValue(position, out var last) && last > store.DurableHead) ahead.Enqueue(position);
        });
        var recorder = new Recorder(async (_, at, stop) =>
            appended[at.Position] = (await store.AppendAsync(new RoomClosed(new(1)), cancellationToken: stop)).Last);
        await using var consumer = await store.StartConsumerAsync(recorder, Quick with { States = states, SaveEvery = 1 }, Stop);
        for (var i = 0; i < 20; i++)
        {
            await store.OpenRoomsAsync((1, i));
            await store.FlushAsync(Stop);
        }

        await Consuming.UntilAsync(() => appended.Count == 20);
        await consumer.DisposeAsync();
        Assert.True(states.Saves > 1);
        Assert.Empty(ahead);
    }

    /// <summary>Looks at what is saved, before it is.</summary>
    private sealed class WatchedStates(IConsumerStates inner, Action<ConsumerProgress> saving) : IConsumerStates
    {
        private int _saves;

        public int Saves => _saves;

        public async ValueTask<IConsumerProgressStore> TakeAsync(string consumer, CancellationToken cancellationToken = default) =>
            new Watched(await inner.TakeAsync(consumer, cancellationToken), progress =>
            {
                Interlocked.Increment(ref _saves);
                saving(progress);
            });

        private sealed class Watched(IConsumerProgressStore inner, Action<ConsumerProgress> saving) : IConsumerProgressStore
        {
            public ConsumerProgress? Saved => inner.Saved;

            public ValueTask SaveAsync(ConsumerProgress progress, CancellationToken cancellationToken = default)
            {
                saving(progress);
                return inner.SaveAsync(progress, cancellationToken);
            }

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
