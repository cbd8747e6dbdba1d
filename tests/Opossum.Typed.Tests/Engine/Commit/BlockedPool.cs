using System.Diagnostics;

namespace Opossum.Typed.Tests.Engine.Commit;

/// <summary>A thread pool of which every thread is blocked, until this is disposed. For tests that run alone.</summary>
internal sealed class BlockedPool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualResetEventSlim _go = new();
    private readonly CountdownEvent _blocked;
    private readonly CountdownEvent _done;
    private readonly (int Least, int LeastPorts, int Most, int MostPorts) _before;

    /// <param name="threads">So many the pool makes at once, and no more: by itself it would make another now and then.</param>
    /// <param name="work">What the threads do when they are let go, all at once; they may block.</param>
    public BlockedPool(int threads, Action? work = null)
    {
        ThreadPool.GetMinThreads(out var least, out var leastPorts);
        ThreadPool.GetMaxThreads(out var most, out var mostPorts);
        _before = (least, leastPorts, most, mostPorts);
        (_blocked, _done) = (new(threads), new(threads));
        var all = Thread.CurrentThread.IsThreadPoolThread ? threads + 1 : threads;          // this one is blocked too, meanwhile
        Assert.True(ThreadPool.SetMinThreads(all, leastPorts) && ThreadPool.SetMaxThreads(all, mostPorts));
        for (var i = 0; i < threads; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    _blocked.Signal();
                    _go.Wait();
                    work?.Invoke();
                    _done.Signal();
                },
                state: null);
        }

        Assert.True(_blocked.Wait(Patience), "the pool has not begun");
    }

    /// <summary>Lets the threads do their work.</summary>
    /// <returns>How long it took them all.</returns>
    public TimeSpan Work()
    {
        var begin = Stopwatch.GetTimestamp();
        _go.Set();
        Assert.True(_done.Wait(Patience), $"{_done.CurrentCount} threads are blocked still");
        return Stopwatch.GetElapsedTime(begin);
    }

    public void Dispose()
    {
        ThreadPool.SetMaxThreads(_before.Most, _before.MostPorts);
        _go.Set();
        _done.Wait(Patience);
        ThreadPool.SetMinThreads(_before.Least, _before.LeastPorts);
    }
}
