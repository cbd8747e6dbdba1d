using System.Runtime.InteropServices;

namespace Opossum.Typed;

/// <summary>
/// Rows of one model that later events may concern, in two generations: when the rows of all models take more memory than they may, the
/// newer ones become the older ones, and what was not used since the last time is dropped.
/// </summary>
/// <param name="memory">Shared with the other models; null to keep no rows.</param>
internal sealed class RowCache<TRow, TKey>(RowMemory? memory) where TRow : class where TKey : notnull
{
    /// <summary>What a row takes beside its columns: the entry here, the cell, the header of the object.</summary>
    public const int Overhead = 140;

    /// <summary>A row may be thought so much larger than twice what it was.</summary>
    private const int Slack = 256;

    private Dictionary<TKey, RowCell<TRow, TKey>> _newer = [];
    private Dictionary<TKey, RowCell<TRow, TKey>> _older = [];
    private long _newerBytes;
    private long _olderBytes;
    private long _addedBytes;       // by the block

    /// <summary>True if every row that the table has is here, so that one which is not here does not exist.</summary>
    public bool HasAllRows { get; private set; }

    /// <summary>True if it is time for <see cref="Trim"/>.</summary>
    public bool IsFull => memory?.IsFull ?? _newerBytes > 0;

    /// <summary>How many rows the block has added.</summary>
    public int Added { get; private set; }

    /// <summary>What the block has added, as a part of what this model may take when all take the same.</summary>
    public double AddedShare => memory is null ? 0 : (double)_addedBytes / memory.Share;

    /// <summary>Another block begins.</summary>
    public void BeginBlock() => (Added, _addedBytes) = (0, 0);

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
            Add(Overhead + cell.Bytes, -Overhead - cell.Bytes);
            return cell;
        }

        cell = new(key);
        isNew = !HasAllRows;
        Added++;
        Grow(Overhead);
        return cell;
    }

    /// <summary>Notes the size of a row that was measured.</summary>
    public void Resize(RowCell<TRow, TKey> cell, int bytes)
    {
        Grow(bytes - cell.Bytes);
        (cell.Bytes, cell.MeasuredBytes) = (bytes, bytes);
    }

    /// <summary>Notes that a row may have grown.</summary>
    /// <returns>True if it may have become so much larger since it was measured that it is worth while to do that again.</returns>
    public bool Grow(RowCell<TRow, TKey> cell, int most)
    {
        Grow(most);
        cell.Bytes += most;
        return cell.Bytes > 2 * cell.MeasuredBytes + Slack;
    }

    /// <summary>Drops rows that were not used for long. None may have changed since it was stored.</summary>
    public void Trim()
    {
        if (_older.Count > 0 || memory is null) HasAllRows = false;
        (_older, _newer) = (_newer, _older);        // with their room, which the next rows need as well
        _newer.Clear();
        if (memory is null) _older.Clear();
        Add(-_newerBytes, (memory is null ? 0 : _newerBytes) - _olderBytes);
    }

    /// <param name="isEmpty">True if the table has no rows.</param>
    public void Clear(bool isEmpty)
    {
        Add(-_newerBytes, -_olderBytes);
        (_newer, _older, HasAllRows) = ([], [], isEmpty);
    }

    private void Grow(int bytes)
    {
        _addedBytes += bytes;
        Add(bytes, 0);
    }

    private void Add(long newer, long older)
    {
        (_newerBytes, _olderBytes) = (_newerBytes + newer, _olderBytes + older);
        memory?.Add(newer, older);
    }
}

/// <summary>A row in memory; null if there is none.</summary>
internal sealed class RowCell<TRow, TKey>(TKey key) where TRow : class
{
    public readonly TKey Key = key;
    public TRow? Row;
    public int Bytes;               // in memory, about, and not less
    public int MeasuredBytes;       // what it took when it was measured
    public int StoredBytes;         // of the row that is stored
    public int WrittenBytes;        // of the row that was written last
    public bool IsStored;           // the table has a row with the key
    public bool IsChanged;          // and this is another one
}
