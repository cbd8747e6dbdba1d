using System.Diagnostics;

namespace Opossum.Typed.Tests.Engine;

/// <summary>A thread pool of which every thread is blocked, until this is disposed. For tests that run alone.</summary>
internal sealed class BlockedPool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim _go = new();
    private readonly CountdownEvent _blocked;
    private readonly CountdownEvent _done;
    private readonly (int Workers, int Ports) _before;

    /// <param name="threads">The pool makes so many at once, and then one now and then.</param>
    /// <param name="work">What the threads do when they are let go, all at once; they may block.</param>
    public BlockedPool(int threads, Action? work = null)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        _before = (workers, ports);
        (_blocked, _done) = (new(threads), new(threads));
        Assert.True(ThreadPool.SetMinThreads(threads, ports));
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
        _go.Set();
        _done.Wait(Patience);
        ThreadPool.SetMinThreads(_before.Workers, _before.Ports);
    }
}
