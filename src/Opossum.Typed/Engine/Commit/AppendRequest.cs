using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// One append on its way: filled by its caller, judged and written by the commit thread, and, as the source of the caller's task, completed with its group. Pooled: its
/// caller's await gives it back.
/// </summary>
internal sealed class AppendRequest : IValueTaskSource<AppendResult>, IValueTaskSource<AppendOutcome>
{
    private const int MaxPooled = 1024;

    private static readonly ConcurrentQueue<AppendRequest> Pool = new();

    private ManualResetValueTaskSourceCore<AppendOutcome> _source;
    private AppendOutcome _outcome;
    private Exception? _error;

    private AppendRequest() { }

    /// <summary>The next in a list; whoever holds the list owns it.</summary>
    public AppendRequest? Next { get; set; }

    /// <summary>How many waited in the queue when it was pushed, itself included; written before it can be seen there.</summary>
    public int Depth { get; set; }

    public EncodingBuffer Records { get; } = new();

    public TermBuffer Terms { get; } = new();

    /// <summary>Content hash and key, as they go into the frame; empty without a key.</summary>
    public EncodingBuffer KeySection { get; } = new(capacity: 16 + AppendKey.MaxBytes);

    public AppendKey? Key { get; private set; }

    /// <summary>What the index knows the key by: it comes after the first event's own terms.</summary>
    public ulong KeyTerm => Terms.Slice(TermHasher.CountOf(new EventRecord(Records.Written)), 1)[0];

    /// <summary>Up to where the key is known to be unused.</summary>
    public long KeyLookedUpTo { get; set; }

    /// <summary>How many events; none asks for nothing but a flush.</summary>
    public int Count { get; private set; }

    /// <summary>Whether its answer waits for the flush of all that it depends on, whatever the options say.</summary>
    public bool MustBeDurable { get; private set; }

    /// <summary>The bytes of its frame.</summary>
    public int FrameLength => FrameHeader.Size + LogFormat.Align(KeySection.Length) + Records.Length;

    public CompiledCondition? Condition { get; private set; }

    /// <summary>When its caller asked, and when it was queued, as timestamps; 0 while nobody measures.</summary>
    public (long Started, long Queued) Times { get; set; }

    /// <summary>For a caller to whom a refusal is an exception.</summary>
    public ValueTask<AppendResult> Task => new(this, _source.Version);

    /// <summary>For a caller to whom a refusal is an answer.</summary>
    public ValueTask<AppendOutcome> Attempt => new(this, _source.Version);

    /// <summary>A request that holds the encoded events.</summary>
    /// <exception cref="ArgumentException">An event can't be stored.</exception>
    public static AppendRequest Create(ReadOnlySpan<EventData> events, AppendCondition? condition, AppendKey? key, Durability durability, DateTimeOffset time, TermHasher hasher)
    {
        if (!Pool.TryDequeue(out var request)) request = new();
        try
        {
            EventEncoder.Encode(events, key, time, hasher, request.Records, request.Terms);
            if (key is { } given) Engine.Log.KeySection.Write(given, request.Records.Written, request.KeySection);
            request.Key = key;
            request.Count = events.Length;
            request.MustBeDurable = durability == Durability.Flushed;
            request.Condition = condition is null ? null : new(condition, hasher);
            return request;
        }
        catch
        {
            request.Release();
            throw;
        }
    }

    /// <summary>A request without events, answered when all that was written before it is flushed.</summary>
    public static AppendRequest CreateFlush()
    {
        if (!Pool.TryDequeue(out var request)) request = new();
        request.MustBeDurable = true;
        return request;
    }

    /// <summary>Decides what the caller will learn; <see cref="Complete"/> tells it.</summary>
    public void Succeed(AppendResult result) => _outcome = new(result);

    /// <inheritdoc cref="Succeed"/>
    public void Refuse(AppendConflict conflict) => _outcome = new(conflict);

    /// <inheritdoc cref="Succeed"/>
    public void Fail(Exception error) => _error = error;

    /// <summary>Whether it was decided that its condition refuses it.</summary>
    public bool IsRefused => _error is null && _outcome.Conflict is not null;

    /// <summary>Takes a request back that was never handed over, and is not awaited.</summary>
    public void Abandon() => Release();

    /// <summary>Wakes the caller. The request may be in use again when this returns.</summary>
    /// <param name="isLast">
    /// Whether nothing else is to be done on this thread. The continuation of any other runs on the pool for itself: one that blocks must not hold up the rest of its group.
    /// </param>
    public void Complete(bool isLast)
    {
        _source.RunContinuationsAsynchronously = !isLast;
        if (_error is null) _source.SetResult(_outcome);
        else _source.SetException(_error);
    }

    AppendResult IValueTaskSource<AppendResult>.GetResult(short token) => TakeOutcome(token).GetResultOrThrow();

    AppendOutcome IValueTaskSource<AppendOutcome>.GetResult(short token) => TakeOutcome(token);

    ValueTaskSourceStatus IValueTaskSource<AppendResult>.GetStatus(short token) => _source.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource<AppendOutcome>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<AppendResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource<AppendOutcome>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private AppendOutcome TakeOutcome(short token)
    {
        // Asked too early, the request is still the commit thread's: it may not go back to the pool.
        if (_source.GetStatus(token) == ValueTaskSourceStatus.Pending) throw new InvalidOperationException("The append is not complete; await its task, once.");
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        Records.Clear();
        Terms.Clear();
        KeySection.Clear();
        (_error, _outcome, Condition, Key, KeyLookedUpTo, Count, MustBeDurable, Times, Next) = (null, default, null, null, 0, 0, false, default, null);
        _source.Reset();
        if (Pool.Count < MaxPooled)
        {
            Pool.Enqueue(this);
        }
        else
        {
            Records.Dispose();
            KeySection.Dispose();
        }
    }
}
