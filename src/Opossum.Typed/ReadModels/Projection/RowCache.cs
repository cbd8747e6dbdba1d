using System.Runtime.InteropServices;

namespace Opossum.Typed;

/// <summary>
/// Rows that later events may concern, in two generations, of bounded size: when the newer one has half of what they may take together, it
/// becomes the older one, and what was not used since is dropped.
/// </summary>
/// <param name="maxBytes">What the rows may take, about.</param>
internal sealed class RowCache<TRow, TKey>(long maxBytes) where TRow : class where TKey : notnull
{
    /// <summary>What a row takes beside its columns: the entry here, the cell, the object itself.</summary>
    private const int Overhead = 160;

    private Dictionary<TKey, RowCell<TRow, TKey>> _newer = [];
    private Dictionary<TKey, RowCell<TRow, TKey>> _older = [];
    private long _bytes;            // of the newer ones
    private long _olderBytes;

    /// <summary>True if every row that the table has is here, so that one which is not here does not exist.</summary>
    public bool HasAllRows { get; private set; }

    /// <summary>True if it is time for <see cref="Trim"/>.</summary>
    public bool IsFull => _bytes > maxBytes / 2;

    /// <summary>What the rows take, as a part of what they may.</summary>
    public double Load => (double)(_bytes + _olderBytes) / maxBytes;

    /// <summary>How many rows were used that had not been used since the last trim.</summary>
    public int Used { get; set; }

    /// <summary>The cell of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isNew">True if its row has to be loaded.</param>
    public RowCell<TRow, TKey> Get(TKey key, out bool isNew)
    {
        isNew = false;
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_newer, key, out _);
        if (cell is not null) return cell;
        if (_older.Remove(key, out cell))
        {
            _olderBytes -= Overhead + cell.Bytes;
        }
        else
        {
            cell = new(key);
            isNew = !HasAllRows;
        }

        Used++;
        _bytes += Overhead + cell.Bytes;
        return cell;
    }

    /// <summary>Notes that a row has another size.</summary>
    public void Resize(RowCell<TRow, TKey> cell, int bytes)
    {
        _bytes += bytes - cell.Bytes;
        cell.Bytes = bytes;
    }

    /// <summary>Drops rows that were not used for long. None may have changed since it was stored.</summary>
    public void Trim()
    {
        if (_older.Count > 0 || maxBytes == 0) HasAllRows = false;
        (_older, _olderBytes) = maxBytes == 0 ? ([], 0) : (_newer, _bytes);
        (_newer, _bytes) = ([], 0);
    }

    /// <param name="isEmpty">True if the table has no rows.</param>
    public void Clear(bool isEmpty) => (_newer, _older, _bytes, _olderBytes, HasAllRows) = ([], [], 0, 0, isEmpty);
}

/// <summary>A row in memory; null if there is none.</summary>
internal sealed class RowCell<TRow, TKey>(TKey key) where TRow : class
{
    public readonly TKey Key = key;
    public TRow? Row;
    public int Bytes;               // in memory, about
    public int StoredBytes;         // of the row that is stored
    public int WrittenBytes;        // of the row that was written last
    public bool IsStored;           // the table has a row with the key
    public bool IsChanged;          // and this is another one
}
