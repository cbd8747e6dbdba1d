
namespace Opossum.Typed.Engine.Threads;

/// <summary>Runs work that others may block for: on a thread of the pool it would wait for one that they hold.</summary>
internal static class OwnThread
{
    /// <returns>A task that ends with the work.</returns>
    public static Task RunAsync(string name, Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(work, done)) { Name = name, IsBackground = true };
        thread.UnsafeStart();
        return done.Task;
    }

    private static void Run(Action work, TaskCompletionSource done)
    {
        try
        {
            work();
            done.SetResult();
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }
}
