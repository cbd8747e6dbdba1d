namespace Opossum.Typed;

/// <summary>
/// Wakes one caller who watches rows. To be woken once is enough, however many changes there were, since the caller then reads the rows as
/// they are. Any thread wakes it; the caller disposes it.
/// </summary>
internal class RowWatcher(RowWatchers watchers) : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// To be called before rows are read. Each change that the read does not see completes the task, and so may one that it sees.
    /// </summary>
    public Task Begin()
    {
        lock (_gate)
        {
            if (_woken.Task.IsCompleted) _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _woken.Task;
        }
    }

    public void Wake()
    {
        lock (_gate) _woken.TrySetResult();
    }

    public void Dispose() => watchers.Remove(this);
}

/// <summary>Wakes one caller who watches the row of a key.</summary>
internal sealed class RowWatcher<TKey>(RowWatchers<TKey> watchers, TKey key) : RowWatcher(watchers) where TKey : notnull
{
    public TKey Key => key;
}
