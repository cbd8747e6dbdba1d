using System.Runtime.InteropServices;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

// A block: which rows its events concern, and what their handlers make of them.
internal sealed partial class RowFold<TRow, TKey>
{
    /// <summary>Finds which rows the events concern.</summary>
    /// <returns>The end of the events that could be looked at.</returns>
    private int Route(EventBlock block, int first)
    {
        _work.Clear();
        var keys = new RowKeys<TKey>(_keys, _links);
        for (var i = first; i < block.Count; i++)
        {
            if (!IsHandled(block[i])) continue;
            _keys.Clear();
            _links?.Begin(i);
            try
            {
                var e = new ProjectedEvent(block, i);
                TRow.Route(ref e, ref keys);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                StopAt(new(block[i]), key: null, error);
                return i;
            }

            if (_keys.Count == 0 && _links is { HasAsked: true }) _work.Add((i, null));
            foreach (var key in CollectionsMarshal.AsSpan(_keys))
            {
                var cell = _cache.Get(key, out var isNew);
                if (isNew) _missing.Add(cell);
                _work.Add((i, cell));
            }
        }

        return block.Count;
    }

    private async ValueTask LoadAsync()
    {
        _missing.Sort(static (left, right) => TRow.Compare(left.Key, right.Key));       // neighbours are in one page
        if (_loaded.Length < _missing.Count) _loaded = new StoredRow<TRow>[_missing.Count];
        foreach (var cell in _missing) _missingKeys.Add(cell.Key);
        try
        {
            await _table.LoadAsync(_missingKeys, _loaded).ConfigureAwait(false);
            for (var i = 0; i < _missing.Count; i++)
            {
                var cell = _missing[i];
                (cell.Row, cell.StoredBytes) = (_loaded[i].Row, _loaded[i].Bytes);
                cell.IsStored = cell.Row is not null;
                if (!_table.IsInMemory) _cache.Resize(cell, _size.Of(cell.Row, cell.StoredBytes));
            }
        }
        finally
        {
            Array.Clear(_loaded, 0, _missing.Count);
            _missing.Clear();
            _missingKeys.Clear();
        }
    }

    /// <summary>Loads the states that handlers will ask for, as of the event before the block.</summary>
    private ValueTask LoadJoinsAsync(EventBlock block)
    {
        _joins!.BeginBlock();
        foreach (var (index, cell) in CollectionsMarshal.AsSpan(_work))
            if (cell is not null) _joins.Collect(block, index, cell.Key);
        return _joins.LoadAsync(Position, CancellationToken.None);
    }

    /// <returns>The end of the events that were folded.</returns>
    private int Apply(EventBlock block, int first, int end)
    {
        var (current, missed, last, passed) = (-1, Missed, LastEvent, first);
        foreach (var (index, cell) in CollectionsMarshal.AsSpan(_work))
        {
            if (index >= end) break;
            if (index != current)
            {
                if (_joins is not null && !TryPass(block, ref passed, index + 1)) return passed;
                (current, missed, last) = (index, Missed, LastEvent);
                _undo.Clear();
                UnstoredEvents++;
                LastEvent = new(block[index]);
            }

            if (cell is null) Missed++;
            if (cell is null || TryApply(block, index, cell)) continue;
            foreach (var (other, before) in _undo) other.Row = before;          // all rows of an event, or none
            (Missed, LastEvent) = (missed, last);
            UnstoredEvents--;
            return index;
        }

        if (_joins is not null && !TryPass(block, ref passed, end)) return passed;
        return end;
    }

    /// <summary>Folds events into the states that rows are joined with.</summary>
    /// <param name="block">The events.</param>
    /// <param name="passed">The first one that is not folded yet.</param>
    /// <param name="end">The end of those to fold.</param>
    private bool TryPass(EventBlock block, ref int passed, int end)
    {
        for (; passed < end; passed++)
        {
            try
            {
                _joins!.Pass(block, passed);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                StopAt(new(block[passed]), key: null, error);
                return false;
            }
        }

        return true;
    }

    private bool TryApply(EventBlock block, int index, RowCell<TRow, TKey> cell)
    {
        var e = new ProjectedEvent(block, index, _joins?.States);
        TRow? row;
        try
        {
            row = KeptKey.Apply(cell.Row, cell.Key, ref e);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            StopAt(new(block[index]), cell.Key, error);
            return false;
        }

        if (e.HasMissedRow) Missed++;
        if (ReferenceEquals(row, cell.Row)) return true;
        _undo.Add((cell, cell.Row));
        cell.Row = row;

        if (!_table.IsInMemory && _cache.Grow(cell, RowSize<TRow, TKey>.MostGrowth(e))) Measure(cell);
        _changed.Add(cell);
        return true;
    }

    /// <summary>Measures a row that may have grown much. Most have not: a counter takes what it took.</summary>
    private void Measure(RowCell<TRow, TKey> cell)
    {
        var bytes = 0;
        if (cell.Row is null || _size.TryMeasure(cell.Row, out bytes)) _cache.Resize(cell, bytes);
    }
}
