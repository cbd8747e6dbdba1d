namespace Opossum.Typed.Engine.Threads;

/// <summary>
/// Runs a task once: on the thread pool, or on a thread that needs its result before the pool has begun with it. To wait for a queued task
/// is not enough, since a thread outside of the pool does not take it out of the pool's queue.
/// </summary>
/// <param name="task">A task that was not started.</param>
internal sealed class FirstToRun(Task task) : IThreadPoolWorkItem
{
    private int _hasBegun;

    /// <summary>Runs the task on this thread unless it has begun.</summary>
    public void Execute()
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) == 0) task.RunSynchronously(TaskScheduler.Default);
    }
}
