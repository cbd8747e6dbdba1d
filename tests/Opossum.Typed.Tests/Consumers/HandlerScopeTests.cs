using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>Commands that a handler gives to its own consumer.</summary>
public class HandlerScopeTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string, Func<Consumer, Task>> Commands => new()
    {
        { "PauseAsync", static consumer => consumer.PauseAsync() },
        { "ResumeAsync", static consumer => consumer.ResumeAsync() },
        { "MoveToAsync", static consumer => consumer.MoveToAsync(0) },
        { "RetryParkedAsync", static consumer => consumer.RetryParkedAsync() },
        { "DiscardParkedAsync", static consumer => consumer.DiscardParkedAsync(1) },
        { "Stopping or disposing", static consumer => consumer.StopAsync(CancellationToken.None).AsTask() },
        { "Stopping or disposing", static consumer => consumer.DisposeAsync().AsTask() },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Commands))]
    public async Task A_command_that_would_wait_for_its_own_handler_is_refused(string name, Func<Consumer, Task> command)
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var refused = new TaskCompletionSource<Exception?>();
        var recorder = new Recorder(async (_, _, _) =>
        {
            await Task.Yield();
            refused.TrySetResult(await Record.ExceptionAsync(() => command(Assert.Single(store.Consumers))));
        });
        await using var consumer = await store.StartConsumerAsync(recorder, cancellationToken: Stop);
        await store.OpenRoomsAsync((1, 1));
        var error = Assert.IsType<InvalidOperationException>(await refused.Task.WaitAsync(Patience, Stop));
        Assert.Equal(
            $"{name} of the consumer 'recorder' was called by its own handler, and would wait for that handler. Throw to stop at the event "
                + "(Exhausted.Stop), call RequestPause to stop after it, or call this from outside the handler.",
            error.Message);
        await consumer.UntilAsync(1);
    }

    [Fact]
    public async Task A_handler_can_request_a_pause_after_its_event()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var recorder = new Recorder((room, _, _) =>
        {
            if (room.Seats == 1) Assert.Single(store.Consumers).RequestPause();
            return Task.CompletedTask;
        });
        await using var consumer = await store.StartConsumerAsync(recorder, cancellationToken: Stop);
        await store.OpenRoomsAsync((1, 1), (1, 2));
        await Consuming.UntilAsync(() => consumer.State == ConsumerState.Paused);
        await consumer.MoveToAsync(1, Stop);
        await Consuming.UntilAsync(() => consumer.State == ConsumerState.Paused);
        Assert.Equal([1], recorder.Handled);
        await consumer.ResumeAsync(Stop);
        await consumer.UntilAsync(2);
        Assert.Equal([1, 2], recorder.Handled);
    }

    [Fact]
    public async Task A_task_that_a_handler_leaves_behind_may_pause_the_consumer()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var left = new TaskCompletionSource<Task>();
        var release = new TaskCompletionSource();
        var recorder = new Recorder((_, _, _) =>
        {
            left.TrySetResult(PauseLaterAsync());
            return Task.CompletedTask;
        });
        await using var consumer = await store.StartConsumerAsync(recorder, cancellationToken: Stop);
        await store.OpenRoomsAsync((1, 1));
        await consumer.UntilAsync(1);
        release.SetResult();
        await (await left.Task).WaitAsync(Patience, Stop);
        Assert.Equal(ConsumerState.Paused, consumer.State);

        async Task PauseLaterAsync()
        {
            await release.Task;
            await Assert.Single(store.Consumers).PauseAsync();
        }
    }

    [Fact]
    public async Task A_retry_refuses_the_commands_of_its_handlers_too()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        Exception? refused = null;
        var recorder = new Recorder(async (_, at, _) =>
        {
            if (at.Attempt == 1) throw new InvalidCastException();
            refused = await Record.ExceptionAsync(() => Assert.Single(store.Consumers).DiscardParkedAsync(1));
        });
        await using var consumer = await store.StartConsumerAsync(recorder, new() { WhenExhausted = Exhausted.Park }, Stop);
        await store.OpenRoomsAsync((1, 1));
        await consumer.UntilAsync(1);
        Assert.Equal(1, await consumer.RetryParkedAsync(Stop).WaitAsync(Patience, Stop));
        Assert.IsType<InvalidOperationException>(refused);
        await consumer.PauseAsync(Stop).WaitAsync(Patience, Stop);
    }
}
