namespace Opossum.Typed.Engine.Telemetry;

/// <summary>
/// Work of a store that no caller waits for. It fails and is tried again without an exception that anybody sees, so its state is kept here,
/// and each change is told: not every attempt.
/// </summary>
/// <param name="name">As metrics name it.</param>
internal sealed class BackgroundWork(string name)
{
    private readonly Lock _reporting = new();
    private Exception? _failure;            // under _reporting; read by anyone

    public string Name => name;

    /// <summary>Why it failed; null while it works.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Told after a change, one at a time, by the thread that met it.</summary>
    public Action<BackgroundWork, Exception?>? Changed { get; set; }

    /// <param name="failure">What an attempt ended with; null if it succeeded.</param>
    public void Report(Exception? failure)
    {
        if (failure is null && Failure is null) return;
        lock (_reporting)
        {
            var isChange = !IsSame(_failure, failure);
            Volatile.Write(ref _failure, failure);
            if (isChange) Changed?.Invoke(this, failure);
        }
    }

    /// <summary>Messages may differ from attempt to attempt, by the name of a file, say.</summary>
    private static bool IsSame(Exception? before, Exception? after) =>
        before?.GetType() == after?.GetType() && before?.HResult == after?.HResult;
}
