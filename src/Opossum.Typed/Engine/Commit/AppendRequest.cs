using System.Diagnostics;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Telemetry;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// One append on its way: filled by its caller, judged and written by the commit thread, answered with its group. Pooled: it is used
/// again as soon as its answer is copied into the caller's task.
/// </summary>
/// <remarks>
/// The task is a plain one that runs all continuations asynchronously. Only so can a thread of the store release a caller who blocks on
/// it without running anybody's continuations: the task that <c>ValueTask.AsTask</c> makes of a pooled source runs them on the thread
/// that completes the source.
/// </remarks>
internal sealed class AppendRequest
{
    private const int SmallBytes = 1 << 10;
    private const int MaxSpare = 1024;              // 2.7 MiB at most, as small as they are when they are spare

    private static readonly Spares<AppendRequest> Spare = new(MaxSpare);

    // One of the two, or none for an append that nobody awaits.
    private TaskCompletionSource<AppendResult>? _result;
    private TaskCompletionSource<AppendOutcome>? _attempt;
    private AppendOutcome _outcome;
    private Exception? _error;

    private AppendRequest() { }

    /// <summary>The next in a list; whoever holds the list owns it.</summary>
    public AppendRequest? Next { get; set; }

    /// <summary>How many waited in the queue when it was pushed, itself included; written before it can be seen there.</summary>
    public int Depth { get; set; }

    public EncodingBuffer Records { get; } = new(SmallBytes);

    /// <summary>The terms of each event, in order. The key's term follows the first event's own.</summary>
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

    /// <summary>What it publishes instead of an append; null for every other request.</summary>
    public TagPublication? Publication { get; private set; }

    /// <summary>When its caller asked, and when it was queued, as timestamps; 0 while nobody measures.</summary>
    public (long Started, long Queued) Times { get; set; }

    /// <summary>Ended with the answer; null while nobody traces.</summary>
    public Activity? Span { get; set; }

    /// <summary>A request that holds the encoded events.</summary>
    /// <exception cref="ArgumentException">An event can't be stored.</exception>
    public static AppendRequest Create(
        ReadOnlySpan<EventData> events, AppendCondition? condition, AppendKey? key, Durability durability, DateTimeOffset time,
        TermHasher hasher)
    {
        var request = Spare.Take() ?? new();
        try
        {
            EventEncoder.Encode(events, key, time, hasher, request.Records, request.Terms);
            if (key is { } given) Format.KeySection.Write(given, request.Records.Written, request.KeySection);
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
        var request = Spare.Take() ?? new();
        request.MustBeDurable = true;
        return request;
    }

    /// <summary>A request without events that publishes tags of old events in its turn.</summary>
    public static AppendRequest CreatePublication(TagPublication publication)
    {
        var request = Spare.Take() ?? new();
        request.Publication = publication;
        return request;
    }

    /// <summary>
    /// The task of a caller to whom a refusal is an exception. To be made before the request is handed over: it may be answered, and in
    /// use again, at once.
    /// </summary>
    public Task<AppendResult> CreateTask() => (_result = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>The task of a caller to whom a refusal is an answer.</summary>
    /// <inheritdoc cref="CreateTask"/>
    public Task<AppendOutcome> CreateAttempt() => (_attempt = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Decides what the caller will learn; <see cref="Complete"/> tells it.</summary>
    public void Succeed(AppendResult result) => _outcome = new(result);

    /// <inheritdoc cref="Succeed"/>
    public void Refuse(AppendConflict conflict) => _outcome = new(conflict);

    /// <inheritdoc cref="Succeed"/>
    /// <param name="error">For this caller alone: an exception that is thrown twice collects the stack traces of both.</param>
    public void Fail(Exception error) => _error = error;

    /// <summary>Whether it was decided that its condition refuses it.</summary>
    public bool IsRefused => _error is null && _outcome.Conflict is not null;

    /// <summary>Takes a request back that was never handed over, and is not awaited.</summary>
    public void Abandon() => Release();

    /// <summary>Answers the caller. The request may be in use again when this returns.</summary>
    public void Complete()
    {
        var (result, attempt, outcome, error, span) = (_result, _attempt, _outcome, _error, Span);
        Release();          // before the caller goes on, who may append again
        if (error is null && result is not null && outcome.Conflict is { } conflict) error = new AppendConditionFailedException(conflict);
        if (span is not null) StoreTracing.End(span, outcome, error);
        if (error is null)
        {
            result?.SetResult(outcome.IsAppended ? outcome.Result : default);           // default: a flush
            attempt?.SetResult(outcome);
        }
        else
        {
            result?.SetException(error);
            attempt?.SetException(error);
        }
    }

    private void Release()
    {
        Records.Clear();
        Terms.Clear();
        KeySection.Clear();
        (_result, _attempt, _error, _outcome) = (null, null, null, default);
        (Condition, Key, KeyLookedUpTo, Count, MustBeDurable, Times, Span, Next) = (null, null, 0, 0, false, default, null, null);
        Publication = null;
        Spare.Return(this);
    }
}
