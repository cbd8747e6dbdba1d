using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// The decision models that handlers of a read model take: before a block is folded, what its handlers will ask for is loaded as of the
/// beginning of the block, and then each event is folded into these states before the handlers see it.
/// </summary>
internal sealed class RowJoins<TRow, TKey> where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    private readonly JoinStates[] _states;
    private readonly IReadOnlyEventLog _log;
    private readonly EventModel _model;
    private readonly RowMemory _memory;
    private readonly Func<long, bool> _skips;
    private long _erasures;

    /// <param name="shape">The read model.</param>
    /// <param name="log">Where states are read from that are not in memory.</param>
    /// <param name="model">The event types.</param>
    /// <param name="memory">What they may take, together with rows.</param>
    /// <param name="skips">True for the position of an event that is left out.</param>
    public RowJoins(ReadModelShape shape, IReadOnlyEventLog log, EventModel model, RowMemory memory, Func<long, bool> skips)
    {
        (_log, _model, _memory, _skips) = (log, model, memory, skips);
        _states = [.. shape.Joins.Select(join => join.Open(memory))];
    }

    /// <summary>For <see cref="ProjectedEvent"/>.</summary>
    public JoinStates[] States => _states;

    public bool IsFull => _memory.IsFull;

    /// <summary>How many states the block has added.</summary>
    public int Added => _states.Sum(static each => each.Added);

    /// <summary>What the block has added, as a part of what this model may take when all take the same.</summary>
    public double AddedShare => (double)_states.Sum(static each => each.AddedBytes) / _memory.Share;

    /// <summary>Another block begins.</summary>
    public void BeginBlock()
    {
        // What was folded from events of a subject that was erased since must be folded again, or it would come back in rows.
        var erasures = _model.Keys?.Erasures ?? 0;
        if (erasures != _erasures)
            foreach (var each in _states) each.Clear(isEmpty: false);
        _erasures = erasures;
        foreach (var each in _states) each.BeginBlock();
    }

    /// <summary>Notes what a handler will ask for. What fails is told of when the handler is called.</summary>
    public void Collect(EventBlock block, int index, TKey key)
    {
        try
        {
            var e = new ProjectedEvent(block, index);
            var needs = new JoinNeeds(_states);
            TRow.Join(key, ref e, ref needs);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The handler asks the same.
        }
    }

    /// <summary>Loads what was collected and is not in memory.</summary>
    /// <param name="to">Up to where it is folded.</param>
    /// <param name="cancellationToken">Looked at before each read.</param>
    public async ValueTask LoadAsync(long to, CancellationToken cancellationToken)
    {
        foreach (var each in _states) await each.LoadAsync(_log, _model, to, _skips, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Folds an event into the states, before the handlers of the rows see it.</summary>
    public void Pass(EventBlock block, int index)
    {
        ref readonly var e = ref block[index];
        foreach (var each in _states)
            if (each.Handles(e) && !_skips(e.Position)) each.Pass(block, index);
    }

    /// <summary>Drops what was not used for long.</summary>
    public void Trim()
    {
        foreach (var each in _states) each.Trim();
    }

    /// <param name="isEmpty">True if no event comes before the next one that passes.</param>
    public void Clear(bool isEmpty)
    {
        foreach (var each in _states) each.Clear(isEmpty);
    }

    /// <summary>Shows the status what is in memory.</summary>
    public void Publish()
    {
        foreach (var each in _states) each.Publish();
    }
}
