using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>The rows of one model in memory. A transaction is seen by readers when it is committed, whole.</summary>
internal sealed class MemoryRowTable<TRow, TKey> : RowTable<TRow, TKey>, IMemoryRows<TRow>
    where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, StoredRow<TRow>> _rows = [];              // changed under the gate
    private readonly List<(TKey Key, StoredRow<TRow> Row)> _written = [];       // in the transaction; no row: deleted
    private readonly UniqueValues<TRow, TKey>[] _unique;
    private readonly EncodingBuffer _bytes = new();
    private readonly MemoryLinks<TKey> _links = new();
    private RowSnapshotFile? _file;         // of one table at a time
    private StoredReadModel? _stored;       // changed under the gate
    private long _savedAt;                  // the position of the snapshot

    /// <param name="shape">The model.</param>
    /// <param name="file">Its snapshot; null for none.</param>
    public MemoryRowTable(ReadModelShape shape, RowSnapshotFile? file)
    {
        _file = file;
        _unique = [.. shape.Indexes.Where(static index => index.IsUnique).Select(index => new UniqueValues<TRow, TKey>(shape, index))];
        _stored = file?.Load<TRow, TKey>(shape, AddLoaded, _links.Write);
        if (_stored is null) Clear();
        else _links.Commit();
        _savedAt = _stored?.Checkpoint.Position ?? 0;
    }

    public override StoredReadModel? Stored => _stored;

    public override bool IsInMemory => true;

    public override ValueTask ResetAsync()
    {
        _file?.Delete();
        Clear();
        return default;
    }

    public override ValueTask LoadAsync(IReadOnlyList<TKey> keys, StoredRow<TRow>[] rows)
    {
        for (var i = 0; i < keys.Count; i++) rows[i] = _rows.GetValueOrDefault(keys[i]);
        return default;
    }

    public override int Write(TKey key, TRow row, bool exists)
    {
        _bytes.Clear();
        var columns = new RowEncoder(_bytes);
        TRow.Write(row, ref columns);           // what another storage could not store is not stored here either
        if (exists) RemoveUnique(key);
        foreach (var values in _unique) values.Add(key, row);
        _written.Add((key, new(row, _bytes.Length)));
        return _bytes.Length;
    }

    public override void Delete(TKey key)
    {
        RemoveUnique(key);
        _written.Add((key, default));
    }

    public override ValueTask LoadLinksAsync(IReadOnlyList<RowLink> links, IReadOnlyList<List<TKey>> keys)
    {
        _links.Load(links, keys);
        return default;
    }

    public override void WriteLink(RowLink link, TKey key) => _links.Write(link, key);

    /// <summary>A row, and the position that it is of.</summary>
    public (TRow? Row, long Position) Find(TKey key)
    {
        lock (_gate) return (_rows.GetValueOrDefault(key).Row, _stored?.Checkpoint.Position ?? 0);
    }

    /// <summary>All rows, and the position that they are of.</summary>
    public (ImmutableArray<TRow> Rows, long Position) GetAll()
    {
        lock (_gate)
        {
            var rows = ImmutableArray.CreateBuilder<TRow>(_rows.Count);
            foreach (var row in _rows.Values) rows.Add(row.Row!);
            return (rows.MoveToImmutable(), _stored?.Checkpoint.Position ?? 0);
        }
    }

    public bool AreSame(TRow left, TRow right) => RowEquality<TRow, TKey>.AreSame(left, right);

    public void Commit(StoredReadModel stored)
    {
        lock (_gate)
        {
            foreach (var (key, row) in _written)
            {
                if (row.Row is null) _rows.Remove(key);
                else _rows[key] = row;
            }

            _stored = stored;
        }

        _written.Clear();
        _links.Commit();
        foreach (var values in _unique) values.Commit();
    }

    public void Rollback()
    {
        _written.Clear();
        _links.Rollback();
        foreach (var values in _unique) values.Rollback();
    }

    public void Save(bool isLast)
    {
        if (_file is null || _stored is not { IsComplete: true } stored) return;
        var events = stored.Checkpoint.Position - _savedAt;
        if (events == 0 || (!isLast && events < Math.Max(RowSnapshotFile.EventsBetween, stored.Rows))) return;
        _file.Save(stored, _rows.Values, _links);
        _savedAt = stored.Checkpoint.Position;
    }

    public void TakePlaceOf(IMemoryRows old)
    {
        var other = (MemoryRowTable<TRow, TKey>)old;
        (_file, other._file) = (other._file, null);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _bytes.Dispose();
        foreach (var values in _unique) values.Dispose();
    }

    private void AddLoaded(TRow row, int bytes)
    {
        var key = TRow.KeyOf(row);
        _rows.Add(key, new(row, bytes));
        foreach (var values in _unique)
        {
            values.Add(key, row);
            values.Commit();
        }
    }

    private void RemoveUnique(TKey key)
    {
        if (_unique.Length == 0 || _rows.GetValueOrDefault(key).Row is not { } row) return;
        foreach (var values in _unique) values.Remove(key, row);
    }

    private void Clear()
    {
        lock (_gate)
        {
            _rows.Clear();
            _stored = null;
        }

        _links.Clear();
        foreach (var values in _unique) values.Clear();
        _savedAt = 0;
    }
}

/// <summary>The rows of one model in memory, whatever its key.</summary>
internal interface IMemoryRows : IDisposable
{
    /// <summary>Shows readers what was written, and up to where that is.</summary>
    void Commit(StoredReadModel stored);

    void Rollback();

    /// <summary>Saves its snapshots from now on where the rows did that it replaces.</summary>
    void TakePlaceOf(IMemoryRows old);

    /// <summary>Saves a snapshot, if that is worth it.</summary>
    /// <param name="isLast">True if there will be no other occasion.</param>
    void Save(bool isLast);
}

/// <inheritdoc/>
internal interface IMemoryRows<TRow> : IMemoryRows
{
    (ImmutableArray<TRow> Rows, long Position) GetAll();

    /// <summary>True if two rows have the same columns.</summary>
    bool AreSame(TRow left, TRow right);
}
