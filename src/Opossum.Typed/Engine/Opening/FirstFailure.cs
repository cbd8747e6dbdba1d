using System.Runtime.ExceptionServices;

namespace Opossum.Typed.Engine.Opening;

/// <summary>
/// Does some work for numbers from 0 on, on several threads, and throws what doing it in order on one would throw: the failure of the
/// lowest number.
/// </summary>
internal sealed class FirstFailure
{
    private readonly int _count;
    private readonly Lock _failing = new();
    private int _next = -1;                 // numbers are given out in order, so those below a failed one are done or under way
    private int _failed = int.MaxValue;     // this and the next are written under _failing
    private Exception? _failure;

    private FirstFailure(int count) => _count = count;

    /// <param name="count">How many numbers.</param>
    /// <param name="workers">How many threads, the caller's among them.</param>
    /// <param name="begin">Called by each thread for what it does for a number.</param>
    public static void Of(int count, int workers, Func<Action<int>> begin)
    {
        var work = new FirstFailure(count);
        var helpers = new List<Thread>();
        while (helpers.Count < workers - 1 && work.TryStart(begin) is { } helper) helpers.Add(helper);
        work.Run(begin);
        foreach (var helper in helpers) helper.Join();
        if (work._failure is not null) ExceptionDispatchInfo.Throw(work._failure);
    }

    /// <summary>
    /// Not of the thread pool, which adds threads that wait for a disk slowly. Where there are no more threads, there are fewer.
    /// </summary>
    private Thread? TryStart(Func<Action<int>> begin)
    {
        try
        {
            var thread = new Thread(() => Run(begin)) { Name = "Opossum.Typed opening", IsBackground = true };
            thread.UnsafeStart();
            return thread;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    private void Run(Func<Action<int>> begin)
    {
        var number = -1;
        try
        {
            var work = begin();
            while ((number = Interlocked.Increment(ref _next)) < _count && number < Volatile.Read(ref _failed)) work(number);
        }
        catch (Exception e)
        {
            Note(number, e);
        }
    }

    private void Note(int number, Exception failure)
    {
        lock (_failing)
            if (number < _failed) (_failed, _failure) = (number, failure);
    }
}
