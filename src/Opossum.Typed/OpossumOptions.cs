namespace Opossum.Typed;

/// <summary>How a store behaves. The defaults are safe.</summary>
public sealed class OpossumOptions
{
    /// <summary>
    /// Whether every append is acknowledged only after it was flushed to disk; true by default. False acknowledges once the operating system has the events, and flushes within 100 ms:
    /// a crash of the process loses nothing, a power cut up to the last 100 ms of acknowledged events, always the newest.
    /// </summary>
    public bool FlushEventsImmediately { get; init; } = true;

    /// <summary>The clock that stamps events; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The size of a segment file once a store has grown; tests shrink it.</summary>
    internal int MaxSegmentBytes { get; init; } = 64 << 20;

    /// <summary>Which bits of a term's hash count; tests leave few, so that terms collide.</summary>
    internal ulong TermMask { get; init; } = ulong.MaxValue;

    internal static TimeSpan DeferredFlushInterval => TimeSpan.FromMilliseconds(100);
}
