using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// The models of one decision, folded up to a position. Each read goes on where the last one ended, so that another attempt costs what is
/// new and nothing else. The boundaries are taken before anything is folded: whatever a handler does to its model, the query and the
/// condition are the ones that were declared.
/// </summary>
internal sealed class ModelFold
{
    private readonly IReadOnlyEventLog _log;
    private readonly EventModel _model;
    private readonly DecisionProcess _process;
    private readonly KeptBoundaries? _kept;
    private readonly ModelPlace[] _places;
    private readonly Query? _boundary;      // of all models; null when there is none
    private readonly Query? _stream;        // of those that fold every event; null when there is none
    private readonly long _erasures;        // before anything was read
    private bool _hasRead;
    private bool _isExact;                  // the readers were the engine's own

    /// <param name="log">The log.</param>
    /// <param name="model">The event types.</param>
    /// <param name="process">The models.</param>
    /// <param name="kept">The states of earlier decisions; null if none are kept.</param>
    /// <exception cref="ArgumentException">A model folds an event that the store does not know.</exception>
    public ModelFold(IReadOnlyEventLog log, EventModel model, DecisionProcess process, KeptBoundaries? kept)
    {
        (_log, _model, _process, _kept) = (log, model, process, kept);
        _erasures = model.Keys?.Erasures ?? 0;
        var boundary = new DecisionBoundary();
        process.Describe(boundary);
        var items = boundary.ToItems(model);
        _places = new ModelPlace[items.Length];
        var queries = new QueryItem[items.Length];
        var streamed = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var shape = items[i].Shape;
            foreach (var e in shape.Events)
                if (!model.Has(e)) throw new ArgumentException(model.NotOfThis(e));
            MustBeginAnew |= !shape.CanBeCopied;
            queries[i] = items[i].Query;
            _places[i].Item = items[i];
            _places[i].Read = shape.Last ? -1 : 0;
            if (!shape.Last) streamed++;
        }

        if (queries.Length == 0) return;
        _boundary = Query.Of(queries);
        if (streamed == queries.Length) _stream = _boundary;
        else if (streamed > 0) _stream = Query.Of([.. items.Where(static item => !item.Shape.Last).Select(static item => item.Query)]);
    }

    /// <summary>Up to where the models are folded: the store's head when they were read last.</summary>
    public long Head { get; private set; }

    /// <summary>The tag epoch of the first read: should it change meanwhile, the append is refused, and all is folded again.</summary>
    private long? _tagEpoch;

    /// <summary>Whether a model could have been changed by the decider, so that another attempt needs a new fold.</summary>
    public bool MustBeginAnew { get; }

    /// <summary>Refuses what the models have not seen; null when there is no model.</summary>
    public AppendGuard? Guard => _boundary is null ? null : new(_boundary, Head, _tagEpoch ?? 0);

    /// <summary>How many events were read, of all models and attempts.</summary>
    public long EventsRead { get; private set; }

    /// <summary>The models.</summary>
    public ReadOnlySpan<ModelPlace> Places => _places;

    public Decision Decide(DateTimeOffset now) => _process.Decide(now);

    /// <summary>Folds what was appended since the last read: one snapshot for all models.</summary>
    /// <exception cref="EventFormatException">A payload is not what its event declares.</exception>
    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        // A log on another machine knows the head of a read with its first block, so it is asked for afterwards.
        var (after, head) = (Head, default(long?));
        if (!_hasRead && _kept?.Open(_places, _stream, _process, _erasures) is { } reads)
        {
            _hasRead = true;
            using (reads)
            {
                Exchange(ModelExchange.Load);
                for (var i = 0; i < reads.Count; i++)
                {
                    using var reader = reads[i];            // there may be one for each of many models
                    while (await reader.FillAsync(cancellationToken).ConfigureAwait(false)) Fold(reader, read: i, only: -1);
                }

                (head, _tagEpoch, _isExact) = (reads.Head, reads.TagEpoch, true);
            }
        }
        else if (_stream is not null)
        {
            _hasRead = true;
            using var reader = _log.Read(_stream, new() { After = after });
            while (await reader.FillAsync(cancellationToken).ConfigureAwait(false)) Fold(reader, read: 0, only: -1);
            head = reader.Head;
            _isExact = KeptBoundaries.IsEngines(reader) && (_tagEpoch ?? reader.TagEpoch) == reader.TagEpoch;
            _tagEpoch ??= reader.TagEpoch;
        }

        for (var i = 0; i < _places.Length; i++)
        {
            if (!_places[i].Item.Shape.Last) continue;
            var query = Query.Of(_places[i].Item.Query);
            using var reader = _log.Read(query, new() { After = after, From = head, Limit = 1, Backward = true });
            while (await reader.FillAsync(cancellationToken).ConfigureAwait(false)) Fold(reader, read: -1, only: i);
            head ??= reader.Head;
            _tagEpoch ??= reader.TagEpoch;
        }

        Head = head ?? _log.Head;
        for (var i = 0; i < _places.Length; i++) (_places[i].Read, _places[i].FoldedTo) = (_places[i].Item.Shape.Last ? -1 : 0, Head);
        if (!_isExact || _kept is null || !_kept.Choose(_places, _tagEpoch!.Value, _erasures)) return;
        Exchange(ModelExchange.Save);
        _kept.Keep(_places);
    }

    private void Fold(EventReader reader, int read, int only)
    {
        while (reader.TryRead(out var e))
        {
            EventsRead++;
            var cursor = new EventCursor(e, EventDecoding.Find(e, _model), _model.Keys, _places, read, only);
            _process.Apply(ref cursor);
        }
    }

    private void Exchange(ModelExchange exchange)
    {
        var cursor = new EventCursor(_places, exchange);
        _process.Apply(ref cursor);
    }
}
