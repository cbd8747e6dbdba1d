using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.RowFiles;

namespace Opossum.Typed;

/// <summary>Rows in memory, with a snapshot of each model beside the log if that is an <see cref="EmbeddedEventLog"/>.</summary>
internal sealed class MemoryRowStorage(IReadOnlyEventLog log) : ReadModelStorage
{
    private readonly RowFileStore? _files = FilesOf(log);
    private Dictionary<string, MemoryPlace> _places = new(StringComparer.Ordinal);          // filled before anybody reads

    public override string Place => "memory";

    /// <summary>The rows of a model that are read.</summary>
    /// <exception cref="ObjectDisposedException">The read models were closed.</exception>
    public IMemoryRows this[string model] => Volatile.Read(ref _places).TryGetValue(model, out var place)
        ? place.Read
        : throw new ObjectDisposedException(nameof(InMemoryReadModels));

    public override ValueTask OpenAsync(CancellationToken cancellationToken) => default;

    public override RowTable<TRow, TKey> OpenTable<TRow, TKey>(ReadModelShape shape)
    {
        var file = _files?.TryTake(shape.Name) is { } taken ? new RowSnapshotFile(taken, log.StoreId) : null;
        var table = new MemoryRowTable<TRow, TKey>(shape, file);
        _places.Add(shape.Name, new(table));
        return table;
    }

    public override RowTable<TRow, TKey> OpenBeside<TRow, TKey>(ReadModelShape shape)
    {
        var table = new MemoryRowTable<TRow, TKey>(shape, file: null);
        _places[shape.Name].Beside = table;
        return table;
    }

    public override ValueTask BeginAsync() => default;

    public override ValueTask CommitAsync(IReadOnlyList<StoredReadModel> models)
    {
        foreach (var model in models) _places[model.Name].Of(model).Commit(model);
        foreach (var model in models) Save(_places[model.Name].Of(model), isLast: false);
        return default;
    }

    public override ValueTask RollbackAsync()
    {
        foreach (var place in _places.Values)
        {
            place.Read.Rollback();
            place.Beside?.Rollback();
        }

        return default;
    }

    public override ValueTask SwapAsync(StoredReadModel model, bool keepsOld)
    {
        using var old = _places[model.Name].Swap(model);
        return default;
    }

    public override ValueTask<ImmutableArray<OrphanedTable>> ListOrphansAsync() => new(_files is null ? [] :
    [
        .. _files.ListUntaken().Select(name => RowSnapshotFile.Describe(_files.TryTake(name), name)).OfType<OrphanedTable>(),
    ]);

    public override ValueTask DropOrphanAsync(string table)
    {
        using var file = _files?.TryTake(table);
        file?.Delete();
        return default;
    }

    public override ValueTask DisposeAsync()
    {
        foreach (var place in Interlocked.Exchange(ref _places, []).Values)
        {
            Save(place.Read, isLast: true);
            place.Read.Dispose();
            place.Beside?.Dispose();
        }

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
