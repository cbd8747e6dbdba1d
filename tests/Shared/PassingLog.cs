namespace Opossum.Typed.Tests;

/// <summary>A log that passes everything on to the one below, for tests that step in between.</summary>
/// <param name="log">The log below.</param>
/// <param name="owns">Whether that one is closed with this one.</param>
internal abstract class PassingLog(IEventLog log, bool owns = true) : IEventLog
{
    public IReadOnlyEventLog? Inner => log;

    public Guid StoreId => log.StoreId;

    public long Head => log.Head;

    public long DurableHead => log.DurableHead;

    public virtual long TagEpoch => log.TagEpoch;

    /// <summary>The log below.</summary>
    public IEventLog Below => log;

    public ValueTask<AppendResult> AppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition? unless = null, AppendKey? key = null,
        Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default) =>
        log.AppendAsync(events, unless, key, durability, cancellationToken);

    public virtual ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        CancellationToken cancellationToken = default) =>
        log.TryAppendAsync(events, unless, key, durability, cancellationToken);

    public ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default) =>
        log.FindAppendAsync(key, cancellationToken);

    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => log.FlushAsync(cancellationToken);

    public virtual EventReader Read(Query query, ReadOptions options = default) => log.Read(query, options);

    public virtual EventFollower Follow(Query query, long after = 0) => log.Follow(query, after);

    public ValueTask DisposeAsync() => owns ? log.DisposeAsync() : default;
}
