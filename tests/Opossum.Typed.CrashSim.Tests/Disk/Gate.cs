namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>
/// Makes the engine's one background task, the preparing of the next segment, part of a deterministic trace: while a step runs on its
/// owner's thread, calls of other threads wait until the owner lets them through, one by one.
/// </summary>
internal sealed class Gate
{
    private readonly object _state = new();
    private Thread? _owner;
    private int _permits;
    private bool _isWaited;

    public bool IsOwner => _owner == Thread.CurrentThread;

    public void Close()
    {
        lock (_state) _owner = Thread.CurrentThread;
    }

    public void Open()
    {
        lock (_state)
        {
            _owner = null;
            Monitor.PulseAll(_state);
        }
    }

    /// <summary>Called before each call of the disk.</summary>
    public void Pass()
    {
        if (_owner is null || IsOwner) return;
        lock (_state)
        {
            _isWaited = true;
            Monitor.PulseAll(_state);
            while (_owner is not null && _permits == 0) Monitor.Wait(_state);
            if (_permits > 0) _permits--;
            _isWaited = false;
            Monitor.PulseAll(_state);
        }
    }

    /// <summary>Lets the background task make some of its calls, and returns when they were made.</summary>
    public void LetThrough(int calls, Task background)
    {
        lock (_state)
        {
            for (var i = 0; i < calls && AwaitArrival(background); i++)
            {
                _permits = 1;
                Monitor.PulseAll(_state);
                while (_permits > 0) Monitor.Wait(_state);
                AwaitArrival(background);
            }
        }
    }

    /// <returns>False when the task is over.</returns>
    private bool AwaitArrival(Task background)
    {
        while (!_isWaited && !background.IsCompleted) Monitor.Wait(_state, millisecondsTimeout: 1);
        return _isWaited;
    }
}
