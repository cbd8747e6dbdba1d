using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// The models of one decision, folded up to a position. Each read goes on where the last one ended, so that another attempt costs what is
/// new and nothing else. The boundaries are taken before anything is folded: whatever a handler does to its model, the query and the
/// condition are the ones that were declared.
/// </summary>
internal sealed class ModelFold
{
    private readonly IEventLog _log;
    private readonly EventModel _model;
    private readonly DecisionProcess _process;
    private readonly ImmutableArray<BoundaryItem> _items;
    private readonly Query? _boundary;      // of all models; null when there is none
    private readonly Query? _stream;        // of those that fold every event; null when there is none

    /// <exception cref="ArgumentException">A model folds an event that the store does not know.</exception>
    public ModelFold(IEventLog log, EventModel model, DecisionProcess process)
    {
        (_log, _model, _process) = (log, model, process);
        var boundary = new DecisionBoundary();
        process.Describe(boundary);
        _items = boundary.ToItems();
        var queries = new QueryItem[_items.Length];
        var streamed = 0;
        for (var i = 0; i < _items.Length; i++)
        {
            var (shape, query) = _items[i];
            foreach (var e in shape.Events)
                if (!model.Has(e)) throw new ArgumentException(model.NotOfThis(e));
            MustBeginAnew |= !shape.CanBeCopied;
            queries[i] = query;
            if (!shape.Last) streamed++;
        }

        if (queries.Length == 0) return;
        _boundary = Query.Of(queries);
        if (streamed == queries.Length) _stream = _boundary;
        else if (streamed > 0) _stream = Query.Of([.. _items.Where(static item => !item.Shape.Last).Select(static item => item.Query)]);
    }

    /// <summary>Up to where the models are folded: the store's head when they were read last.</summary>
    public long Head { get; private set; }

    /// <summary>The tag epoch of the first read: should it change meanwhile, the append is refused, and all is folded again.</summary>
    private long? _tagEpoch;

    /// <summary>Whether a model could have been changed by the decider, so that another attempt needs a new fold.</summary>
    public bool MustBeginAnew { get; }

    /// <summary>Refuses what the models have not seen; null when there is no model.</summary>
    public AppendGuard? Guard => _boundary is null ? null : new(_boundary, Head, _tagEpoch ?? 0);

    public Decision Decide(DateTimeOffset now) => _process.Decide(now);

    /// <summary>Folds what was appended since the last read: one snapshot for all models.</summary>
    /// <exception cref="EventFormatException">A payload is not what its event declares.</exception>
    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        // A log on another machine knows the head of a read with its first block, so it is asked for afterwards.
        var (after, head) = (Head, default(long?));
        if (_stream is not null)
        {
            using var reader = _log.Read(_stream, new() { After = after });
            while (await reader.FillAsync(cancellationToken).ConfigureAwait(false)) Fold(reader, only: -1);
            head = reader.Head;
            _tagEpoch ??= reader.TagEpoch;
        }

        for (var i = 0; i < _items.Length; i++)
        {
            if (!_items[i].Shape.Last) continue;
            using var reader = _log.Read(Query.Of(_items[i].Query), new() { After = after, From = head, Limit = 1, Backward = true });
            while (await reader.FillAsync(cancellationToken).ConfigureAwait(false)) Fold(reader, only: i);
            head ??= reader.Head;
            _tagEpoch ??= reader.TagEpoch;
        }

        Head = head ?? _log.Head;
    }

    private void Fold(EventReader reader, int only)
    {
        while (reader.TryRead(out var e))
        {
            var cursor = new EventCursor(e, EventDecoding.Find(e, _model), _items.AsSpan(), only);
            _process.Apply(ref cursor);
        }
    }
}
