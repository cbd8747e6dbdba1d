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
    private long _bytesBefore;      // the block

    /// <summary>True if every row that the table has is here, so that one which is not here does not exist.</summary>
    public bool HasAllRows { get; private set; }

    /// <summary>True if it is time for <see cref="Trim"/>.</summary>
    public bool IsFull => _bytes > maxBytes / 2;

    /// <summary>How many rows the block has used that had not been used since the last trim.</summary>
    public int Used { get; private set; }

    /// <summary>What the block has added to the newer rows, as a part of what all rows may take.</summary>
    public double UsedShare => (double)(_bytes - _bytesBefore) / maxBytes;

    /// <summary>Another block begins.</summary>
    public void BeginBlock() => (Used, _bytesBefore) = (0, _bytes);

    /// <summary>The cell of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isNew">True if its row has to be loaded.</param>
    public RowCell<TRow, TKey> Get(TKey key, out bool isNew)
    {
        isNew = false;
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_newer, key, out _);
        if (cell is not null) return cell;
        if (!_older.Remove(key, out cell))
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
        (_older, _newer) = (_newer, _older);        // with their room, which the next rows need as well
        _newer.Clear();
        if (maxBytes == 0) _older.Clear();
        _bytes = 0;
    }

    /// <param name="isEmpty">True if the table has no rows.</param>
    public void Clear(bool isEmpty) => (_newer, _older, _bytes, HasAllRows) = ([], [], 0, isEmpty);
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
