using Opossum.Typed.Engine.Format;

namespace Opossum.Typed;

/// <summary>How a store behaves. The defaults are safe.</summary>
public sealed class OpossumOptions
{
    /// <summary>
    /// Whether every append is acknowledged only after it was flushed to disk; true by default. False acknowledges once the operating
    /// system has the events, and flushes as <see cref="Flush"/> says: a crash of the process loses nothing, a power cut the newest of what
    /// was acknowledged.
    /// </summary>
    public bool FlushEventsImmediately { get; init; } = true;

    /// <summary>
    /// When to flush if <see cref="FlushEventsImmediately"/> is false; null, the default, is every 100 ms. Beside immediate flushing it
    /// would have no effect, and opening refuses it.
    /// </summary>
    public FlushStrategy? Flush { get; init; }

    /// <summary>The clock that stamps events; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// For how long <c>DecideAsync</c> decides again after a conflict before it gives up with <see cref="Outcome.Conflict"/>; 10 seconds by
    /// default. <see cref="Timeout.InfiniteTimeSpan"/> leaves it to the caller's cancellation.
    /// </summary>
    public TimeSpan DecisionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many bytes of memory the states of decision models may take that a store keeps for its next decisions; 16 MiB by default. A
    /// decision on a boundary whose state is kept reads only what came after it. The states that were not used for the longest time go
    /// first. 0 keeps none. The size of a state is estimated.
    /// </summary>
    public long KeptStateBytes { get; init; } = 16 << 20;

    /// <summary>
    /// The fewest events that a boundary has whose state is kept; 16 by default. Fewer are read about as fast as a state is looked up.
    /// 1 keeps every state that there is, which tests do.
    /// </summary>
    public int KeptStateEvents { get; init; } = 16;

    /// <summary>
    /// Told while a store is opened whose index is missing or unreadable, and is made anew from the log: after each segment file that was
    /// read. Null, the default, tells nobody. A store that lacks the index of its last few segment files, as a crash can leave it, reads
    /// them without a word.
    /// </summary>
    public IProgress<IndexProgress>? IndexProgress { get; init; }

    /// <summary>
    /// The accounts that may read the files of the store on Linux and macOS; by default the account of this process alone. It applies to
    /// every file and directory that is made from then on, those of backups too. What is there already keeps its permissions. On Windows it
    /// changes nothing: files inherit what their directory grants.
    /// </summary>
    public StoreAccess Access { get; init; } = StoreAccess.Owner;

    /// <summary>
    /// Where the keys of the model's subjects are. Null, the default, is for models without personal members; a store in memory has its
    /// keys in memory then.
    /// </summary>
    public SubjectKeys? Keys { get; init; }

    /// <summary>After so many events a retagging completes a unit in any case: what an interruption can lose. Tests shrink it.</summary>
    internal int EventsPerTagUnit { get; init; } = 4 << 20;

    /// <summary>False for a writer that tells other processes nothing, as one of an older version; for tests.</summary>
    internal bool PublishesHead { get; init; } = true;

    /// <summary>How many runs of the index become one; tests shrink it.</summary>
    internal int RunsPerMerge { get; init; } = 8;

    /// <summary>
    /// The size in bytes of a segment file once a store has grown; 32 MiB by default. It bounds what opening reads after a crash, and the
    /// index in memory, of which there are up to three, of about half the size each. Smaller ones mean more files and more flushes of the
    /// directory, larger ones also more disk space that is reserved and not used yet. It can differ from one opening to the next: segments
    /// that are there keep their size.
    /// </summary>
    public int MaxSegmentBytes { get; init; } = 32 << 20;

    /// <summary>
    /// The longest append that is accepted, in bytes of its frame, header included; 8 MiB by default, which is also the most that a log can
    /// hold. Less protects a service from what strangers send it.
    /// </summary>
    public int MaxAppendBytes { get; init; } = LogFormat.MaxFrameBytes;

    /// <summary>Which bits of a term's hash count; tests leave few, so that terms collide.</summary>
    internal ulong TermMask { get; init; } = ulong.MaxValue;

    /// <summary>The same with other keys.</summary>
    internal OpossumOptions WithKeys(SubjectKeys keys) => new()
    {
        FlushEventsImmediately = FlushEventsImmediately,
        Flush = Flush,
        TimeProvider = TimeProvider,
        DecisionTimeout = DecisionTimeout,
        KeptStateBytes = KeptStateBytes,
        KeptStateEvents = KeptStateEvents,
        IndexProgress = IndexProgress,
        Access = Access,
        Keys = keys,
        EventsPerTagUnit = EventsPerTagUnit,
        PublishesHead = PublishesHead,
        RunsPerMerge = RunsPerMerge,
        MaxSegmentBytes = MaxSegmentBytes,
        MaxAppendBytes = MaxAppendBytes,
        TermMask = TermMask,
    };

    internal FlushStrategy FlushStrategy => FlushEventsImmediately ? FlushStrategy.Immediately : Flush ?? FlushStrategy.Default;

    /// <exception cref="ArgumentException">Two options contradict each other.</exception>
    internal OpossumOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (Access is not (StoreAccess.Owner or StoreAccess.OwnerAndGroup))
            throw new ArgumentException($"OpossumOptions.Access is {(int)Access}; it must be one of the values that StoreAccess declares.");
        if (DecisionTimeout < TimeSpan.Zero && DecisionTimeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentException(
                $"OpossumOptions.DecisionTimeout is {DecisionTimeout}; it must be zero or more, or Timeout.InfiniteTimeSpan.");
        if (KeptStateBytes < 0)
            throw new ArgumentException($"OpossumOptions.KeptStateBytes is {KeptStateBytes}; it must be a number of bytes, or 0 to keep no "
                + "state. The default is 16 MiB.");
        if (KeptStateEvents < 1)
            throw new ArgumentException($"OpossumOptions.KeptStateEvents is {KeptStateEvents}; it must be 1 or more. The default is 16.");
        if (MaxSegmentBytes is <= 0 or > LogFormat.MaxSegmentBytes)
            throw new ArgumentException($"OpossumOptions.MaxSegmentBytes is {MaxSegmentBytes}; it must be more than zero, "
                + $"and at most {LogFormat.MaxSegmentBytes} (1 GiB). The default is 32 MiB.");
        if (MaxAppendBytes is <= 0 or > LogFormat.MaxFrameBytes)
            throw new ArgumentException($"OpossumOptions.MaxAppendBytes is {MaxAppendBytes}; it must be more than zero and at most "
                + $"{LogFormat.MaxFrameBytes}, the default.");
        if (FlushEventsImmediately && Flush is not null)
            throw new ArgumentException($"OpossumOptions.Flush is '{Flush}', but FlushEventsImmediately is true, "
                + "so that it would have no effect. Leave one of them out.");
        return this;
    }
}
