using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.RowFiles;

namespace Opossum.Typed;

/// <summary>Rows in memory, with a snapshot of each model beside the log if that is an <see cref="EmbeddedEventLog"/>.</summary>
internal sealed class MemoryRowStorage(IReadOnlyEventLog log) : ReadModelStorage
{
    private readonly Dictionary<string, IMemoryRows> _tables = new(StringComparer.Ordinal);
    private readonly RowFileStore? _files = FilesOf(log);

    public override string Place => "memory";

    public IMemoryRows this[string model] => _tables[model];

    public override ValueTask OpenAsync(CancellationToken cancellationToken) => default;

    public override RowTable<TRow, TKey> OpenTable<TRow, TKey>(ReadModelShape shape)
    {
        var file = _files?.TryTake(shape.Name) is { } taken ? new RowSnapshotFile(taken, log.StoreId) : null;
        var table = new MemoryRowTable<TRow, TKey>(shape, file);
        _tables.Add(shape.Name, table);
        return table;
    }

    public override ValueTask BeginAsync() => default;

    public override ValueTask CommitAsync(IReadOnlyList<StoredReadModel> models)
    {
        foreach (var model in models) _tables[model.Name].Commit(model);
        foreach (var model in models) Save(_tables[model.Name], isLast: false);
        return default;
    }

    public override ValueTask RollbackAsync()
    {
        foreach (var table in _tables.Values) table.Rollback();
        return default;
    }

    public override ValueTask DisposeAsync()
    {
        foreach (var table in _tables.Values)
        {
            Save(table, isLast: true);
            table.Dispose();
        }

        _tables.Clear();
        return default;
    }

    /// <summary>Without a snapshot more events are folded at the next start, and that is all.</summary>
    private static void Save(IMemoryRows table, bool isLast)
    {
        try
        {
            table.Save(isLast);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException or StoreException)
        {
        }
    }

    private static RowFileStore? FilesOf(IReadOnlyEventLog log)
    {
        for (var each = log; each is not null; each = each.Inner)
        {
            if (each is EmbeddedEventLog embedded) return embedded.RowFiles;
            if (each is ReadOnlyEventLog reader) return reader.RowFiles;
        }

        return null;
    }
}
