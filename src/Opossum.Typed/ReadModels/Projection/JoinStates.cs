using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Personal;

namespace Opossum.Typed;

/// <summary>
/// The states of one decision model that rows are joined with. Each is folded up to the event that the fold of the rows stands at: the
/// events of the model pass by in the same blocks, and only a state that is not in memory is read from the log. Used by a fold alone; the
/// status may be read by any thread.
/// </summary>
internal abstract class JoinStates(ReadModelJoin join)
{
    private volatile ReadModelJoinStatus _status = new(join.Name, 0, 0, 0, 0);
    private readonly HashSet<EventDescriptor> _events = [.. join.Shape.Events];

    public ReadModelJoinStatus Status => _status;

    /// <summary>How many states were added since <see cref="BeginBlock"/>.</summary>
    public int Added { get; protected set; }

    /// <summary>How many bytes these take.</summary>
    public long AddedBytes { get; protected set; }

    protected long Reads { get; set; }

    protected long EventsRead { get; set; }

    protected abstract long Count { get; }

    protected abstract long Bytes { get; }

    /// <summary>True if the model has a handler for the event.</summary>
    public bool Handles(in BlockEvent e) => _events.Contains(e.Type);

    public void BeginBlock() => (Added, AddedBytes) = (0, 0);

    /// <summary>Folds an event into the states that are in memory.</summary>
    public abstract void Pass(EventBlock block, int index);

    /// <summary>Reads the states that are needed and not in memory.</summary>
    /// <param name="log">The log.</param>
    /// <param name="model">The event types.</param>
    /// <param name="to">Up to where they are folded.</param>
    /// <param name="skips">True for the position of an event that is left out.</param>
    /// <param name="cancellationToken">Looked at before each read of a block.</param>
    public abstract ValueTask LoadAsync(
        IReadOnlyEventLog log, EventModel model, long to, Func<long, bool> skips, CancellationToken cancellationToken);

    /// <summary>Drops what was not used for long.</summary>
    public abstract void Trim();

    /// <param name="isEmpty">True if no event comes before the next one that passes.</param>
    public abstract void Clear(bool isEmpty);

    /// <summary>Shows the status what is in memory.</summary>
    public void Publish()
    {
        if (_status is var last && (last.States, last.Bytes, last.Reads) != (Count, Bytes, Reads))
            _status = new(last.Model, Count, Bytes, Reads, EventsRead);
    }
}

/// <inheritdoc/>
internal sealed class JoinStates<TModel, TBoundary>(
    ReadModelJoin join, Func<TBoundary, TModel> create, JoinRoute<TBoundary> route, RowMemory memory) : JoinStates(join)
    where TModel : IDecisionModel<TModel> where TBoundary : notnull
{
    /// <summary>What a state takes beside itself: the entry, the object around it.</summary>
    private const int Overhead = 120;

    private readonly List<TBoundary> _concerned = [];       // by the event that passes
    private readonly List<JoinState> _missing = [];
    private Dictionary<TBoundary, JoinState> _newer = [];
    private Dictionary<TBoundary, JoinState> _older = [];
    private long _newerBytes;
    private long _olderBytes;
    private bool _hasAll;           // a boundary without a state here has no event yet

    protected override long Count => _newer.Count + _older.Count;

    protected override long Bytes => _newerBytes + _olderBytes;

    /// <summary>Notes that a state will be asked for.</summary>
    public void Need(TBoundary boundary)
    {
        if (_newer.ContainsKey(boundary)) return;
        if (_older.Remove(boundary, out var state))
        {
            Account(state.Bytes, -state.Bytes);
            _newer.Add(boundary, state);
            return;
        }

        state = Add(boundary);
        if (!_hasAll) _missing.Add(state);
    }

    /// <summary>A copy of a state, as of the event that passed last, and about how many bytes it takes.</summary>
    public TModel Get(TBoundary boundary, out int bytes)
    {
        if (!_newer.TryGetValue(boundary, out var state))
            throw new InvalidOperationException("A handler asks for a model of another boundary than it was bound to.");
        if (state.Error is { } error) ExceptionDispatchInfo.Throw(error);
        bytes = (int)Math.Min(state.Bytes, int.MaxValue);
        return TModel.Copy(state.Model);
    }

    public override void Pass(EventBlock block, int index)
    {
        _concerned.Clear();
        var e = new ProjectedEvent(block, index);
        var boundaries = new RowKeys<TBoundary>(_concerned);
        route(ref e, ref boundaries);
        var cursor = new EventCursor(block, index);
        foreach (var boundary in CollectionsMarshal.AsSpan(_concerned))
        {
            var isNewer = _newer.TryGetValue(boundary, out var state);
            if (!isNewer && !_older.TryGetValue(boundary, out state))
            {
                if (!_hasAll) continue;         // it is read once somebody asks for it
                (state, isNewer) = (Add(boundary), true);
            }

            if (state!.Error is not null) continue;
            TModel.Apply(ref state.Model, ref cursor);
            var grown = state.Measure();
            if (isNewer) Account(grown, 0);
            else Account(0, grown);
        }
    }

    public override async ValueTask LoadAsync(
        IReadOnlyEventLog log, EventModel model, long to, Func<long, bool> skips, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var state in _missing)
            {
                if (to > 0)
                {
                    Reads++;
                    var query = Query.Of(model.Hide(DecisionModelShape.ItemOf(state.Model)));
                    using var reader = log.Read(query, new() { To = to });
                    while (await reader.FillAsync(cancellationToken).ConfigureAwait(false)) Fold(state, reader, model, skips);
                }

                var grown = state.Measure();
                AddedBytes += grown;
                Account(grown, 0);
            }
        }
        finally
        {
            _missing.Clear();
        }
    }

    public override void Trim()
    {
        if (_older.Count > 0) _hasAll = false;
        (_older, _newer) = (_newer, _older);
        _newer.Clear();
        Account(-_newerBytes, _newerBytes - _olderBytes);
    }

    public override void Clear(bool isEmpty)
    {
        Account(-_newerBytes, -_olderBytes);
        (_newer, _older, _hasAll) = ([], [], isEmpty);
        _missing.Clear();
    }

    private JoinState Add(TBoundary boundary)
    {
        var state = new JoinState { Model = create(boundary) };
        _newer.Add(boundary, state);
        state.Bytes = Overhead;
        var bytes = Overhead + state.Measure();
        Account(bytes, 0);
        Added++;
        AddedBytes += bytes;
        return state;
    }

    private void Fold(JoinState state, EventReader reader, EventModel model, Func<long, bool> skips)
    {
        while (reader.TryRead(out var e))
        {
            if (skips(e.Position)) continue;
            EventsRead++;
            try
            {
                var cursor = new EventCursor(e, EventDecoding.Find(e, model), model.Keys);
                TModel.Apply(ref state.Model, ref cursor);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                state.Error = error;            // the event whose handler asks for it is the one that can't be folded
                return;
            }
        }
    }

    private void Account(long newer, long older)
    {
        (_newerBytes, _olderBytes) = (_newerBytes + newer, _olderBytes + older);
        memory.Add(newer, older);
    }

    private sealed class JoinState
    {
        public required TModel Model;
        public long Bytes;
        public Exception? Error;

        /// <returns>How much more it takes than before.</returns>
        public long Measure()
        {
            var (before, now) = (Bytes, Overhead + TModel.SizeOf(Model));
            Bytes = now;
            return now - before;
        }
    }
}
