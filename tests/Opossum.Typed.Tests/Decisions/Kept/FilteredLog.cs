namespace Opossum.Typed.Tests.Decisions.Kept;

/// <summary>A log whose readers are not those of the engine below: they may leave out or change anything.</summary>
internal sealed class FilteredLog(IEventLog log) : PassingLog(log)
{
    public override EventReader Read(Query query, ReadOptions options = default) => new Reader(Below.Read(query, options));

    private sealed class Reader(EventReader reader) : EventReader
    {
        public override long Head => reader.Head;

        public override ValueTask<bool> FillAsync(CancellationToken cancellationToken = default) => reader.FillAsync(cancellationToken);

        public override bool TryRead(out EventView e) => reader.TryRead(out e);

        public override void Dispose() => reader.Dispose();
    }
}
