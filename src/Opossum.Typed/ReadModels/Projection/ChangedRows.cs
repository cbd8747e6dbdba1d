using System.Data.Common;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// The rows of a model that have changed since they were stored, each once, however many events have changed it. Used by its fold alone.
/// </summary>
internal sealed class ChangedRows<TRow, TKey>(
    ReadModelFold fold, RowTable<TRow, TKey> table, RowCache<TRow, TKey> cache, RowSize<TRow, TKey> size)
    where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    private readonly bool _hasUniqueIndex = fold.Shape.Indexes.Any(static index => index.IsUnique);
    private readonly List<RowCell<TRow, TKey>> _cells = [];

    public int Count => _cells.Count;

    /// <summary>How many rows more than are stored there are by what was written.</summary>
    public long Rows { get; private set; }

    /// <summary>How many bytes more.</summary>
    public long Bytes { get; private set; }

    /// <summary>Notes that a row is another one than is stored.</summary>
    public void Add(RowCell<TRow, TKey> cell)
    {
        if (cell.IsChanged) return;
        cell.IsChanged = true;
        _cells.Add(cell);
    }

    /// <summary>Writes them within a transaction, in the order of their keys.</summary>
    /// <exception cref="RowNotStoredException">One can't be stored.</exception>
    public void Write()
    {
        _cells.Sort(static (left, right) => TRow.Compare(left.Key, right.Key));
        (Rows, Bytes) = (0, 0);
        if (_hasUniqueIndex) DeleteStored();        // what one row gives up, another may take
        foreach (var cell in _cells)
        {
            if (cell.Row is { } row)
            {
                cell.WrittenBytes = Write(cell, row);
                if (!cell.IsStored) Rows++;
            }
            else
            {
                cell.WrittenBytes = 0;
                if (!cell.IsStored) continue;
                if (!_hasUniqueIndex) table.Delete(cell.Key);
                Rows--;
            }

            Bytes += cell.WrittenBytes - cell.StoredBytes;
        }
    }

    /// <summary>Wakes those who watch the rows, which are stored.</summary>
    public void WakeWatchers()
    {
        if (_cells.Count > 0 && fold.Watchers is RowWatchers<TKey> { IsWatched: true } watchers) watchers.Wake(_cells);
    }

    /// <summary>What was written is stored.</summary>
    public void Settle()
    {
        foreach (var cell in _cells)
        {
            (cell.IsStored, cell.StoredBytes, cell.IsChanged) = (cell.Row is not null, cell.WrittenBytes, false);
            if (!table.IsInMemory) cache.Resize(cell, size.Of(cell.Row, cell.WrittenBytes));
        }

        Clear();
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        _cells.Clear();
        (Rows, Bytes) = (0, 0);
    }

    private void DeleteStored()
    {
        foreach (var cell in _cells)
            if (cell.IsStored) table.Delete(cell.Key);
    }

    private int Write(RowCell<TRow, TKey> cell, TRow row)
    {
        try
        {
            return table.Write(cell.Key, row, cell.IsStored && !_hasUniqueIndex);
        }
        catch (Exception error) when (!IsOfTheStorage(error))
        {
            throw new RowNotStoredException(fold, cell.Key, error);
        }
    }

    /// <summary>True if the row is not to blame, and the next attempt may succeed.</summary>
    private static bool IsOfTheStorage(Exception error) =>
        error is IOException or UnauthorizedAccessException or DbException or OutOfMemoryException or ObjectDisposedException;
}
