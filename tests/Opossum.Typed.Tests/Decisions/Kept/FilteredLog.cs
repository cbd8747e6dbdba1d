namespace Opossum.Typed.Tests.Decisions.Kept;

/// <summary>A log whose readers are not those of the engine below: they may leave out or change anything.</summary>
internal sealed class FilteredLog(IEventLog log) : IEventLog
{
    public IReadOnlyEventLog? Inner => log;

    public Guid StoreId => log.StoreId;

    public long Head => log.Head;

    public long DurableHead => log.DurableHead;

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

    public EventReader Read(Query query, ReadOptions options = default) => new Reader(log.Read(query, options));

    public EventFollower Follow(Query query, long after = 0) => log.Follow(query, after);

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private sealed class Reader(EventReader reader) : EventReader
    {
        public override long Head => reader.Head;

        public override ValueTask<bool> FillAsync(CancellationToken cancellationToken = default) => reader.FillAsync(cancellationToken);

        public override bool TryRead(out EventView e) => reader.TryRead(out e);

        public override void Dispose() => reader.Dispose();
    }
}
