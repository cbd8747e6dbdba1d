namespace Opossum.Typed.Tests.Library;

/// <summary>A loop over what is watched, whose steps a test decides.</summary>
#pragma warning disable CA1001 // Its token source has no timer and no handle, and a loop may be disposed twice.
public sealed class WatchLoop<T>(IAsyncEnumerable<T> watched) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private IAsyncEnumerator<T>? _states;
    private Task<bool>? _next;

    /// <summary>True if the loop has to wait for the next state.</summary>
    public bool Waits => !Begin().IsCompleted;

    /// <summary>Waits for the next state.</summary>
    public async Task<T> NextAsync()
    {
        if (!await Begin().WaitAsync(Patience)) throw new InvalidOperationException("There is no other state: the enumeration has ended.");
        _next = null;
        return _states!.Current;
    }

    /// <summary>Waits for a state. There can be others before it, as many as the threads have it.</summary>
    public async Task<T> UntilAsync(Func<T, bool> isIt)
    {
        while (true)
        {
            var state = await NextAsync();
            if (isIt(state)) return state;
        }
    }

    /// <summary>Waits for the end; throws what it ends with.</summary>
    public async Task EndAsync()
    {
        if (await Begin().WaitAsync(Patience)) throw new InvalidOperationException("There is another state, and no end.");
    }

    public Task CancelAsync() => _stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_next is not null) await _next.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
        if (_states is not null) await _states.DisposeAsync();
    }

    private Task<bool> Begin()
    {
        _states ??= watched.GetAsyncEnumerator(_stop.Token);
        return _next ??= _states.MoveNextAsync().AsTask();
    }
}
