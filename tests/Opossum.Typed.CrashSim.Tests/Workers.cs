namespace Opossum.Typed.CrashSim.Tests;

/// <summary>Threads of their own for long work: the engine's completions need the thread pool.</summary>
internal static class Workers
{
    public static void Run(int count, Action<int> work)
    {
        var next = -1;
        Exception? error = null;
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if (error is not null) throw new AggregateException(error);

        void Work()
        {
            try
            {
                while (Volatile.Read(ref error) is null && Interlocked.Increment(ref next) is var i && i < count) work(i);
            }
            catch (Exception e)
            {
                Volatile.Write(ref error, e);
            }
        }
    }
}
