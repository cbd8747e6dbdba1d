using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>Stops in a hurry while a handler ignores its token.</summary>
public class AbandonTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_handler_that_ignores_its_token_is_not_waited_for_and_its_event_is_delivered_again()
    {
        using var folder = new StoreFolder();
        var release = new TaskCompletionSource();
        var failures = new List<ConsumerFailure>();
        await using (var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop))
        {
            await store.OpenRoomsAsync((1, 1), (1, 2), (1, 3));
            var deaf = new Recorder((room, _, _) => room.Seats == 2 ? release.Task : Task.CompletedTask);
            var consumer = await store.StartConsumerAsync(deaf, new() { OnFailure = failures.Add }, Stop);
            await consumer.UntilAsync(1);
            await consumer.StopAsync(hurry: new(canceled: true)).AsTask().WaitAsync(Patience, Stop);
            Assert.Equal((ConsumerState.Closed, 1), (consumer.State, consumer.Position));
            var failure = Assert.Single(failures);
            Assert.Equal(
                ("recorder", ConsumerFailureKind.Abandoned, 2, 1, null),
                (failure.Consumer, failure.Kind, failure.Position, failure.Attempts, failure.Error));
            await consumer.DisposeAsync();
            Assert.Empty(store.Consumers);

            // One of a name runs at a time, also while the handler of the other one is left behind.
            await Assert.ThrowsAsync<ConsumerRunningException>(
                async () => await store.StartConsumerAsync(new Recorder(), cancellationToken: Stop));
        }

        await using var again = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop);
        var recorder = new Recorder();
        await using var second = await again.StartConsumerAsync(recorder, cancellationToken: Stop);
        await second.UntilAsync(3);
        Assert.Equal([2, 3], recorder.Handled);
        release.SetResult();
    }

    [Fact]
    public async Task What_an_abandoned_handler_finishes_later_is_not_saved_and_frees_the_name()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var release = new TaskCompletionSource();
        var deaf = new Recorder((_, _, _) => release.Task);
        var consumer = await store.StartConsumerAsync(deaf, new() { SaveEvery = 1 }, Stop);
        await deaf.First;
        await consumer.StopAsync(hurry: new(canceled: true)).AsTask().WaitAsync(Patience, Stop);
        release.SetResult();
        var recorder = new Recorder();
        Consumer? second = null;
        for (var tries = 0; second is null && tries < 1000; tries++)
        {
            try
            {
                second = await store.StartConsumerAsync(recorder, cancellationToken: Stop);
            }
            catch (ConsumerRunningException)
            {
                await Task.Delay(5, Stop);
            }
        }

        await second!.UntilAsync(1);
        Assert.Equal([1], recorder.Handled);
    }

    [Fact]
    public async Task A_deaf_handler_of_a_retry_is_not_waited_for_either()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.OpenRoomsAsync((1, 1));
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var failures = new List<ConsumerFailure>();
        var deaf = new Recorder((_, at, _) =>
        {
            if (at.Attempt == 1) throw new InvalidCastException();
            entered.SetResult();
            return release.Task;
        });
        var consumer = await store.StartConsumerAsync(
            deaf, new() { WhenExhausted = Exhausted.Park, OnFailure = failures.Add }, Stop);
        await consumer.UntilAsync(1);
        var retry = consumer.RetryParkedAsync(Stop);
        await entered.Task;
        await consumer.StopAsync(hurry: new(canceled: true)).AsTask().WaitAsync(Patience, Stop);
        Assert.Equal((ConsumerFailureKind.Abandoned, 1), (failures[^1].Kind, failures[^1].Position));
        release.SetResult();
        await Record.ExceptionAsync(() => retry.WaitAsync(Patience, Stop));
    }
}
