namespace Opossum.Typed.CrashSim.Tests.Decisions;

/// <summary>A log in which something happens before and after a read takes its snapshot.</summary>
internal sealed class InterruptedLog(IEventLog log) : IEventLog
{
    public Action? BeforeRead { get; set; }

    public Action? AfterRead { get; set; }

    /// <summary>The log, without interruptions.</summary>
    public IEventLog Inner => log;

    IReadOnlyEventLog? IReadOnlyEventLog.Inner => log;

    public Guid StoreId => log.StoreId;

    public long Head => log.Head;

    public long DurableHead => log.DurableHead;

    public long TagEpoch => log.TagEpoch;

    public ValueTask<AppendResult> AppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition? unless = null, AppendKey? key = null,
        Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default) =>
        log.AppendAsync(events, unless, key, durability, cancellationToken);

    public ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        CancellationToken cancellationToken = default) =>
        log.TryAppendAsync(events, unless, key, durability, cancellationToken);

    public ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default) =>
        log.FindAppendAsync(key, cancellationToken);

    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => log.FlushAsync(cancellationToken);

    public EventReader Read(Query query, ReadOptions options = default)
    {
        var (before, after) = (BeforeRead, AfterRead);
        (BeforeRead, AfterRead) = (null, null);
        before?.Invoke();
        var reader = log.Read(query, options);
        after?.Invoke();
        return reader;
    }

    public EventFollower Follow(Query query, long after = 0) => log.Follow(query, after);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
