using System.Runtime.InteropServices;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Folds rows: finds which rows a block of events concerns, loads those that are not in memory at once, and then calls handlers, event by
/// event.
/// </summary>
internal sealed class RowFold<TRow, TKey> : ReadModelFold where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    /// <summary>Rows may be large, which shows when the first ones are loaded.</summary>
    private const int FirstPace = 1_000;

    /// <summary>Where a block adds so few rows, to read fewer events would save no memory.</summary>
    private const int FewRows = 64;

    private readonly RowTable<TRow, TKey> _table;
    private readonly RowCache<TRow, TKey> _cache;
    private readonly ChangedRows<TRow, TKey> _changed;
    private readonly List<TKey> _keys = [];                                             // of one event
    private readonly List<(int Event, RowCell<TRow, TKey>? Cell)> _work = [];           // of a block; no cell: of no row
    private readonly List<RowCell<TRow, TKey>> _missing = [];
    private readonly List<TKey> _missingKeys = [];
    private readonly List<(RowCell<TRow, TKey> Cell, TRow? Row)> _undo = [];            // of one event
    private readonly RowSize<TRow, TKey> _size;
    private readonly RowLinks<TRow, TKey>? _links;                                      // null if rows are found by the event alone
    private readonly Func<EventBlock, int, bool> _isHandled;
    private StoredRow<TRow>[] _loaded = [];

    /// <param name="shape">The model.</param>
    /// <param name="table">Its rows.</param>
    /// <param name="memory">What rows in memory may take, those of other models too.</param>
    /// <param name="isBeside">True if the rows are made beside those that are read.</param>
    public RowFold(ReadModelShape shape, RowTable<TRow, TKey> table, RowMemory memory, bool isBeside) : base(shape, isBeside)
    {
        _table = table;
        _size = new(shape);
        _cache = new(table.IsInMemory ? null : memory);
        _changed = new(this, table, _cache, _size);
        _links = shape.Links.IsEmpty ? null : new(shape, table, table.IsInMemory ? null : memory);
        _isHandled = (block, index) => IsHandled(block[index]);
        if (!table.IsInMemory) Pace = FirstPace;
    }

    public override StoredReadModel? Found => _table.Stored;

    public override bool HasChanges => _changed.Count > 0 || _links is { HasChanges: true };

    public override bool IsFull => _cache.IsFull || _links is { IsFull: true };

    public override void Write()
    {
        _changed.Write();
        _links?.Write();
    }

    public override StoredReadModel Describe(Checkpoint checkpoint, bool isComplete) =>
        base.Describe(checkpoint, isComplete) with { Rows = Stored.Rows + _changed.Rows, Bytes = Stored.Bytes + _changed.Bytes };

    public override void Settle(StoredReadModel stored)
    {
        base.Settle(stored);
        _changed.Settle();
        _links?.Settle();
        if (Failure is not null) ClearMemory();         // it may stand still for long
    }

    public override void Trim()
    {
        _cache.Trim();
        _links?.Trim();
    }

    public override void Forget()
    {
        base.Forget();
        _changed.Clear();
        ClearMemory();
    }

    protected override ValueTask ResetTableAsync() => _table.ResetAsync();

    protected override async ValueTask FoldAsync(EventBlock block, int first)
    {
        _cache.BeginBlock();
        if (_links is not null) await _links.LoadAsync(block, first, _isHandled).ConfigureAwait(false);
        var end = Route(block, first);
        if (_missing.Count > 0) await LoadAsync().ConfigureAwait(false);
        end = Apply(block, end);
        _links?.EndBlock(end);
        if (!_table.IsInMemory) Pace = NextPace();
    }

    private void ClearMemory()
    {
        _cache.Clear(isEmpty: Stored.Rows == 0);
        _links?.Clear(isEmpty: Stored.Checkpoint.Position == 0);
    }

    private int NextPace() => _cache switch
    {
        { Added: <= FewRows } or { AddedShare: < 1 / 8.0 } => Math.Min(Pace * 2, EventBlock.MaxEvents),
        { AddedShare: > 1 / 4.0 } => Math.Max(Pace / 2, FewRows),
        _ => Pace,
    };

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

    /// <returns>The end of the events that were folded.</returns>
    private int Apply(EventBlock block, int end)
    {
        var (current, missed, last) = (-1, Missed, LastEvent);
        foreach (var (index, cell) in CollectionsMarshal.AsSpan(_work))
        {
            if (index >= end) return end;
            if (index != current)
            {
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

        return end;
    }

    private bool TryApply(EventBlock block, int index, RowCell<TRow, TKey> cell)
    {
        var e = new ProjectedEvent(block, index);
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
