namespace Opossum.Typed.Tests.Conformance;

/// <summary>Threads of their own, which all start at once: the pool would begin with as many as there are cores.</summary>
internal static class Threads
{
    public static Task RunAsync(int count, Action<int> body)
    {
        var start = new Barrier(count);
        return Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                body(i);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    public static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
