using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>Commands that a handler or a callback of a consumer gives, and that would wait for it.</summary>
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

    /// <summary>Those that wait for the handlers whatever the consumer does.</summary>
    public static TheoryData<string, Func<Consumer, Task>> WaitingCommands =>
        [.. Commands.Where(static row => row.Data.Item1 is not ("ResumeAsync" or "DiscardParkedAsync")).Select(static row => row.Data)];

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Closing_the_store_in_a_handler_is_refused_and_closes_nothing(bool blocks)
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var refused = new TaskCompletionSource<Exception?>();
        var recorder = new Recorder(async (_, _, _) =>
        {
            await Task.Yield();
            refused.TrySetResult(await Record.ExceptionAsync(async () =>
            {
                if (blocks) store.Dispose();
                else await store.DisposeAsync();
            }));
        });
        await using var consumer = await store.StartConsumerAsync(recorder, cancellationToken: Stop);
        await using var other = await store.StartConsumerAsync(new Watcher(), cancellationToken: Stop);
        await store.OpenRoomsAsync((1, 1));
        var error = Assert.IsType<InvalidOperationException>(await refused.Task.WaitAsync(Patience, Stop));
        Assert.Equal(
            "Closing the store was called by a handler of its consumer 'recorder', and would wait for that handler. Nothing was closed. "
                + "Close the store from outside the handler; in a host, let IHostApplicationLifetime.StopApplication do it.",
            error.Message);
        await store.OpenRoomsAsync((1, 2));
        await consumer.UntilAsync(2);
        await other.UntilAsync(2);
        Assert.Equal((ConsumerState.Running, ConsumerState.Running), (consumer.State, other.State));
    }

    [Fact]
    public async Task A_handler_that_was_left_behind_can_close_the_store()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var release = new TaskCompletionSource();
        var closed = new TaskCompletionSource<Exception?>();
        var recorder = new Recorder(async (_, _, _) =>
        {
            await release.Task;
            closed.SetResult(await Record.ExceptionAsync(async () => await store.DisposeAsync()));
        });
        var consumer = await store.StartConsumerAsync(recorder, cancellationToken: Stop);
        await store.OpenRoomsAsync((1, 1));
        await recorder.First;
        await consumer.StopAsync(new(canceled: true)).AsTask().WaitAsync(Patience, Stop);
        release.SetResult();
        Assert.Null(await closed.Task.WaitAsync(Patience, Stop));
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Commands))]
    public async Task A_command_that_OnFailure_would_wait_for_is_refused(string name, Func<Consumer, Task> command)
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var refused = new TaskCompletionSource<Exception?>();
        var options = new ConsumerOptions
        {
            WhenExhausted = Exhausted.Park,
            OnFailure = _ =>
            {
                var error = Record.Exception(() => command(Assert.Single(store.Consumers)).GetAwaiter().GetResult());
                refused.TrySetResult(error);
                throw error!;
            },
        };
        await using var consumer = await store.StartConsumerAsync(
            new Recorder((_, _, _) => throw new InvalidCastException()), options, Stop);
        await store.OpenRoomsAsync((1, 1));
        var error = Assert.IsType<InvalidOperationException>(await refused.Task.WaitAsync(Patience, Stop));
        Assert.Equal(
            $"{name} of the consumer 'recorder' was called by its own OnFailure, and would wait for it. Call RequestPause, which does not "
                + "wait, or call this from outside OnFailure.",
            error.Message);
        await Consuming.UntilAsync(() => LastError() is AggregateException);
        var thrown = ((AggregateException)LastError()!).InnerExceptions;
        Assert.Same(error, thrown[0]);
        Assert.IsType<InvalidCastException>(thrown[1]);

        Exception? LastError() => consumer.GetStatusAsync(Stop).AsTask().GetAwaiter().GetResult().LastError;
    }

    [Fact]
    public async Task A_command_that_IsPermanent_would_wait_for_is_refused_and_stops_the_consumer()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var options = new ConsumerOptions
        {
            IsPermanent = _ =>
            {
                Assert.Single(store.Consumers).PauseAsync().GetAwaiter().GetResult();
                return true;
            },
        };
        await using var consumer = await store.StartConsumerAsync(
            new Recorder((_, _, _) => throw new InvalidCastException()), options, Stop);
        await store.OpenRoomsAsync((1, 1));
        await Consuming.UntilAsync(() => consumer.State == ConsumerState.Failed);
        var error = Assert.IsType<InvalidOperationException>((await consumer.GetStatusAsync(Stop)).LastError);
        Assert.StartsWith(
            "PauseAsync of the consumer 'recorder' was called by its own IsPermanent", error.Message, StringComparison.Ordinal);
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(WaitingCommands))]
    public async Task Of_two_handlers_that_give_commands_to_each_others_consumer_one_is_refused(string name, Func<Consumer, Task> command)
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var (both, left) = (new TaskCompletionSource(), 2);
        var (errors, done) = (new List<Exception>(), new HashSet<string>());
        var recorder = new Recorder((_, at, _) => CommandOtherAsync("watcher"));
        var watcher = new Watcher(() => CommandOtherAsync("recorder"));
        await using var first = await store.StartConsumerAsync(recorder, cancellationToken: Stop);
        await using var second = await store.StartConsumerAsync(watcher, cancellationToken: Stop);
        await store.OpenRoomsAsync((1, 1));
        await Consuming.UntilAsync(() => !recorder.Handled.IsEmpty && !watcher.Handled.IsEmpty);
        var error = Assert.IsType<InvalidOperationException>(Assert.Single(errors));
        Assert.Matches(
            $"^{name} of the consumer '(recorder|watcher)' was called by a handler of '(recorder|watcher)', for which a handler of the "
                + "former waits in turn: neither would end. Call RequestPause, which does not wait, or call this from outside the "
                + "handlers.$",
            error.Message);

        async Task CommandOtherAsync(string other)
        {
            lock (done)
                if (!done.Add(other)) return;           // delivered again
            var consumer = store.Consumers.Single(each => each.Name == other);
            if (Interlocked.Decrement(ref left) == 0) both.TrySetResult();
            await both.Task;
            try
            {
                await command(consumer);
            }
            catch (InvalidOperationException e) when (e is not ObjectDisposedException)
            {
                lock (errors) errors.Add(e);
            }
        }
    }

    [Fact]
    public async Task Two_handlers_that_close_each_others_store_do_not_deadlock()
    {
        await using var one = OpossumStore.OpenInMemory(Shapes.Model);
        await using var other = OpossumStore.OpenInMemory(Shapes.Model);
        var (both, left) = (new TaskCompletionSource(), 2);
        var errors = new List<Exception?>();
        await using var first = await one.StartConsumerAsync(new Recorder((_, _, _) => CloseAsync(other)), cancellationToken: Stop);
        await using var second = await other.StartConsumerAsync(new Recorder((_, _, _) => CloseAsync(one)), cancellationToken: Stop);
        await one.OpenRoomsAsync((1, 1));
        await other.OpenRoomsAsync((1, 1));
        await Consuming.UntilAsync(() =>
        {
            lock (errors) return errors.Count == 2;
        });
        var error = Assert.IsType<InvalidOperationException>(Assert.Single(errors, static error => error is not null));
        Assert.Contains("Nothing was closed.", error.Message, StringComparison.Ordinal);

        async Task CloseAsync(OpossumStore store)
        {
            if (Interlocked.Decrement(ref left) == 0) both.TrySetResult();
            await both.Task;
            var error = await Record.ExceptionAsync(async () => await store.DisposeAsync());
            lock (errors) errors.Add(error);
        }
    }

    [Fact]
    public async Task A_handler_can_pause_and_resume_another_consumer()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await using var paused = await store.StartConsumerAsync(new Watcher(), cancellationToken: Stop);
        var recorder = new Recorder(
            async (room, _, stop) => await (room.Seats == 1 ? paused.PauseAsync(stop) : paused.ResumeAsync(stop)));
        await using var consumer = await store.StartConsumerAsync(recorder, cancellationToken: Stop);
        await store.OpenRoomsAsync((1, 1));
        await consumer.UntilAsync(1);
        Assert.Equal(ConsumerState.Paused, paused.State);
        await store.OpenRoomsAsync((1, 2));
        await consumer.UntilAsync(2);
        await paused.UntilAsync(2);
        Assert.Equal([1, 2], recorder.Handled);
    }
}
