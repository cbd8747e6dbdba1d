using Opossum.Typed.Engine.Commit;

namespace Opossum.Typed.Tests.Engine.Commit;

/// <summary>Which thread answers an append, and which one its caller continues on.</summary>
public sealed class AnswerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Continuations =>
        ["await", "ContinueWith", "ContinueWith, synchronously", "OnCompleted", "UnsafeOnCompleted", "WhenAll"];

    [Theory, MemberData(nameof(Continuations))]
    public async Task A_continuation_never_runs_on_the_thread_that_answers(string kind)
    {
        using var request = new Asked();
        var continued = new TaskCompletionSource<Thread>(TaskCreationOptions.RunContinuationsAsynchronously);
        Continue(request.Task, kind, () => continued.SetResult(Thread.CurrentThread));
        var answering = request.AnswerOnThreadOfItsOwn();
        Assert.NotSame(answering, await continued.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.True((await continued.Task).IsThreadPoolThread);
    }

    [Fact]
    public async Task A_continuation_that_blocks_for_ever_holds_up_nobody()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        using var gate = new Gate();
        using var flushing = new Gate();
        flushing.HoldEventFlushes(storage);     // a task that is answered already would be continued here, on the test's thread
        ContinueSynchronously(log.AppendAsync([Raw.Event("A")]).AsTask(), gate.Pass);
        flushing.Open();
        gate.WaitUntilReached();
        for (var i = 2; i < 50; i++)
        {
            var append = log.AppendAsync([Raw.Event("B")]).AsTask();
            Assert.Equal(i, (await append.WaitAsync(Patience, TestContext.Current.CancellationToken)).First);
        }

        var blocking = Task.Factory.StartNew(
            () => log.AppendAsync([Raw.Event("C")]).AsTask().Wait(Patience), TaskCreationOptions.LongRunning);
        Assert.True(await blocking);
    }

    /// <summary>.NET calls such a context on the thread that completes a task, whatever the task's options are.</summary>
    [Fact]
    public async Task A_synchronization_context_that_blocks_its_caller_holds_up_no_other_answer_of_its_group()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        using var posting = new Gate();
        using var flushing = new Gate();
        flushing.HoldEventFlushes(storage);
        var first = log.AppendAsync([Raw.Event("A")]).AsTask();         // holds the commit thread, so that the next ones are one group
        flushing.WaitUntilReached();
        var posted = Task.Factory.StartNew(() => AwaitWith(new Context(posting), log), TaskCreationOptions.LongRunning);
        while (!posted.IsCompleted) await Task.Yield();
        var others = Enumerable.Range(0, 20).Select(_ => log.AppendAsync([Raw.Event("B")]).AsTask()).ToArray();
        storage.Before = null;
        flushing.Open();
        await first;
        posting.WaitUntilReached();
        await Task.WhenAll(others).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_answered_append_can_be_awaited_again_and_asked_for_its_result_before()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        var append = log.AppendAsync([Raw.Event("A")]).Preserve();
        Assert.Equal(1, Blocking(append).First);
        Assert.Equal(1, (await append).First);
    }

    private static void Continue(Task<AppendResult> task, string kind, Action then)
    {
        switch (kind)
        {
            case "await":
                _ = AwaitAsync();
                break;
            case "ContinueWith":
                task.ContinueWith(_ => then(), TaskScheduler.Default);
                break;
            case "ContinueWith, synchronously":
                ContinueSynchronously(task, then);
                break;
            case "OnCompleted":
                new ValueTask<AppendResult>(task).ConfigureAwait(false).GetAwaiter().OnCompleted(then);
                break;
            case "UnsafeOnCompleted":
                new ValueTask<AppendResult>(task).ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(then);
                break;
            default:
                ContinueSynchronously(Task.WhenAll(task, Task.CompletedTask), then);
                break;
        }

        async Task AwaitAsync()
        {
            await new ValueTask<AppendResult>(task).ConfigureAwait(false);
            then();
        }
    }

    private static AppendResult Blocking(ValueTask<AppendResult> append) => append.GetAwaiter().GetResult();

    private static void ContinueSynchronously(Task task, Action then) =>
        task.ContinueWith(_ => then(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Returns once the continuation is registered.</summary>
    private static void AwaitWith(SynchronizationContext context, EmbeddedEventLog log)
    {
        SynchronizationContext.SetSynchronizationContext(context);
        _ = AwaitAsync();

        async Task AwaitAsync() => await log.AppendAsync([Raw.Event("B")]);
    }

    private sealed class Context(Gate gate) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            gate.Pass();
            base.Post(d, state);
        }
    }

    /// <summary>An append that somebody waits for, and whose outcome is known.</summary>
    private sealed class Asked : IDisposable
    {
        private readonly AppendRequest _request =
            AppendRequest.Create([Raw.Event("A")], null, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, new(Seed: 0));

        public Asked()
        {
            Task = _request.CreateTask();
            _request.Succeed(new(1, 1));
        }

        public Task<AppendResult> Task { get; }

        public Thread AnswerOnThreadOfItsOwn()
        {
            var thread = new Thread(_request.Complete);
            thread.Start();
            thread.Join();
            return thread;
        }

        public void Dispose() => Assert.True(Task.IsCompleted);
    }
}
