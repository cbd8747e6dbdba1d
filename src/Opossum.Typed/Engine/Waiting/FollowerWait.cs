using System.Threading.Tasks.Sources;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.Waiting;

/// <summary>
/// How one follower waits. It arms the wait first, looks for events next, and awaits only what it did not find: an event that becomes
/// durable in between ends the wait that is armed already.
/// </summary>
/// <param name="followers">Where it is found by the events that concern it.</param>
/// <param name="query">What it waits for.</param>
internal sealed class FollowerWait(WaitingFollowers followers, CompiledQuery query) : IValueTaskSource, IThreadPoolWorkItem, IDisposable
{
    private ManualResetValueTaskSourceCore<bool> _source;

    public CompiledQuery Query => query;

    /// <summary>Its entries; null while it has none. The follower writes it, and who ends its wait from outside.</summary>
    public InterestEntry[]? Entries;

    /// <summary>The entries that an event has taken out; under the lock of <see cref="WaitingFollowers"/>.</summary>
    public InterestEntry? Unfiled { get; set; }

    /// <summary>True if the next event that concerns it wakes it; under the lock of <see cref="WaitingFollowers"/>.</summary>
    public bool IsArmed { get; set; }

    /// <summary>The next of those that are woken together.</summary>
    public FollowerWait? NextWoken { get; set; }

    /// <summary>
    /// From here on, every event that may match and becomes durable ends the wait. A wait that was armed before must have been awaited.
    /// </summary>
    public void Arm()
    {
        _source.Reset();
        followers.Arm(this);
    }

    /// <summary>
    /// Completes when an event that may match has become durable since the wait was armed, or nothing more will. To be awaited once, and
    /// only by a follower that has looked at what was durable after it armed the wait.
    /// </summary>
    public ValueTask Woken => new(this, _source.Version);

    /// <summary>Ends the wait if nothing else has ended it yet.</summary>
    public void Cancel(CancellationToken cancellationToken)
    {
        if (!followers.TryDisarm(this)) return;
        followers.Leave(this);
        _source.RunContinuationsAsynchronously = true;          // not on the thread that cancels
        _source.SetException(new OperationCanceledException(cancellationToken));
    }

    /// <summary>Takes the follower out for good.</summary>
    public void Dispose()
    {
        var wasArmed = followers.TryDisarm(this);
        followers.Leave(this);
        if (!wasArmed) return;
        _source.RunContinuationsAsynchronously = true;
        _source.SetResult(true);
    }

    /// <summary>Wakes this one and those behind it.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        for (var wait = this; wait is not null;)
        {
            var next = wait.NextWoken;
            wait.NextWoken = null;              // before it is woken: it may be armed and woken again at once
            wait._source.RunContinuationsAsynchronously = next is not null;         // one that blocks must not hold up those behind it
            wait._source.SetResult(true);
            wait = next;
        }
    }

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
