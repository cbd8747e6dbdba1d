using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Folds rows: finds which rows a block of events concerns, loads those that are not in memory at once, and then calls handlers, event by
/// event.
/// </summary>
internal sealed partial class RowFold<TRow, TKey> : ReadModelFold where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
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
    private readonly RowJoins<TRow, TKey>? _joins;                                      // null if handlers take no decision models
    private readonly Func<EventBlock, int, bool> _isHandled;
    private StoredRow<TRow>[] _loaded = [];

    /// <param name="shape">The model.</param>
    /// <param name="table">Its rows.</param>
    /// <param name="context">What it shares with other models, such as the memory that rows may take.</param>
    /// <param name="isBeside">True if the rows are made beside those that are read.</param>
    public RowFold(ReadModelShape shape, RowTable<TRow, TKey> table, FoldContext context, bool isBeside) : base(shape, isBeside)
    {
        var memory = context.Memory;
        _table = table;
        _size = new(shape);
        _cache = new(table.IsInMemory ? null : memory);
        _changed = new(this, table, _cache, _size);
        _links = shape.Links.IsEmpty ? null : new(shape, table, table.IsInMemory ? null : memory);
        _isHandled = (block, index) => IsHandled(block[index]);
        _joins = shape.Joins.IsEmpty ? null : new(shape, context.Store.Log, context.Store.Model, memory, Skips);
        if (HasPace) Pace = FirstPace;
    }

    public override StoredReadModel? Found => _table.Stored;

    public override bool HasChanges => _changed.Count > 0 || _links is { HasChanges: true };

    public override bool IsFull => _cache.IsFull || _links is { IsFull: true } || _joins is { IsFull: true };

    public override ImmutableArray<ReadModelJoinStatus> Joins =>
        _joins is null ? [] : [.. _joins.States.Select(static each => each.Status)];

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
        if (!IsBeside) _changed.WakeWatchers();
        _changed.Settle();
        _links?.Settle();
        if (Failure is not null) ClearMemory();         // it may stand still for long
    }

    public override void Trim()
    {
        _cache.Trim();
        _links?.Trim();
        if (_joins is not null && (!_table.IsInMemory || _joins.IsFull)) _joins.Trim();        // rows in memory are trimmed all the time
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
        if (_joins is not null) await LoadJoinsAsync(block).ConfigureAwait(false);
        end = Apply(block, first, end);
        _links?.EndBlock(end);
        _joins?.Publish();
        if (HasPace) Pace = NextPace();
    }

    private void ClearMemory()
    {
        _cache.Clear(isEmpty: Stored.Rows == 0);
        _links?.Clear(isEmpty: Stored.Checkpoint.Position == 0);
        _joins?.Clear(isEmpty: Stored.Checkpoint.Position == 0);
    }

    /// <summary>True if what a block adds to memory says how many events the next one has.</summary>
    private bool HasPace => !_table.IsInMemory || _joins is not null;

    private int NextPace() => (Math.Max(_cache.Added, _joins?.Added ?? 0), Math.Max(_cache.AddedShare, _joins?.AddedShare ?? 0)) switch
    {
        ( <= FewRows, _) or (_, < 1 / 8.0) => Math.Min(Pace * 2, EventBlock.MaxEvents),
        (_, > 1 / 4.0) => Math.Max(Pace / 2, FewRows),
        _ => Pace,
    };
}
