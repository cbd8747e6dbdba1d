namespace Opossum.Typed.Tests.Decisions;

/// <summary>A log that notes every read, and lets a test step in between a decision and its append.</summary>
internal sealed class WatchedLog(IEventLog log) : IEventLog
{
    /// <summary>Each read's query and options, in order.</summary>
    public List<(Query Query, ReadOptions Options)> Reads { get; } = [];

    /// <summary>Their readers, in order.</summary>
    public List<EventReader> Readers { get; } = [];

    /// <summary>Called before each conditional append, with the log below; null again after the call if it does not set itself.</summary>
    public Func<IEventLog, Task>? BeforeAppend { get; set; }

    /// <summary>Called before each read takes its snapshot, with the log below.</summary>
    public Func<IEventLog, Task>? BeforeRead { get; set; }

    /// <summary>Called when a read has its snapshot and nothing of it was read yet, with the log below.</summary>
    public Func<IEventLog, Task>? AfterRead { get; set; }

    public IReadOnlyEventLog? Inner => log;

    public long TagEpoch => log.TagEpoch;

    public Guid StoreId => log.StoreId;

    public long Head => log.Head;

    public long DurableHead => log.DurableHead;

    public IEnumerable<long> ReadAfter => Reads.Select(static read => read.Options.After);

    public ValueTask<AppendResult> AppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition? unless = null, AppendKey? key = null,
        Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default) =>
        log.AppendAsync(events, unless, key, durability, cancellationToken);

    public ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        CancellationToken cancellationToken = default)
    {
        // The events are valid during this call only, and so is what steps in between.
        BeforeAppend?.Invoke(log).GetAwaiter().GetResult();
        return log.TryAppendAsync(events, unless, key, durability, cancellationToken);
    }

    public ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default) =>
        log.FindAppendAsync(key, cancellationToken);

    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => log.FlushAsync(cancellationToken);

    public EventReader Read(Query query, ReadOptions options = default)
    {
        Reads.Add((query, options));
        BeforeRead?.Invoke(log).GetAwaiter().GetResult();
        var reader = log.Read(query, options);
        Readers.Add(reader);
        AfterRead?.Invoke(log).GetAwaiter().GetResult();
        return reader;
    }

    public EventFollower Follow(Query query, long after = 0) => log.Follow(query, after);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
