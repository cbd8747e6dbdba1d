using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>
/// What a consumer has taken, finished and parked, in memory. How far it is, is the position before the oldest event that is not finished,
/// whatever later ones are: so what is saved of it is never ahead of finished work.
/// </summary>
internal sealed class ConsumerLedger
{
    private readonly Lock _changing = new();            // guards all of it
    private readonly Queue<DeliveryTicket> _taken = new();
    private readonly SortedDictionary<long, (ParkedEvent Event, Tag[] Keys)> _parked = [];
    private readonly Dictionary<Tag, int> _parkedKeys = [];
    private TaskCompletionSource? _room;                // of the one that takes, while it waits
    private Checkpoint _done;

    public ConsumerLedger(Checkpoint done) => _done = done;

    public Checkpoint Done
    {
        get
        {
            lock (_changing) return _done;
        }
    }

    /// <summary>True if nothing that was taken is unfinished.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_changing) return _taken.Count == 0;
        }
    }

    public ConsumerProgress Progress
    {
        get
        {
            lock (_changing) return new(_done, Parked);
        }
    }

    public ImmutableArray<ParkedEvent> Parked
    {
        get
        {
            lock (_changing) return [.. _parked.Values.Select(static each => each.Event)];
        }
    }

    /// <summary>The oldest event that was taken and is not finished; null for none.</summary>
    public ConsumedEvent? Oldest
    {
        get
        {
            lock (_changing) return _taken.TryPeek(out var oldest) ? oldest.Event : null;
        }
    }

    /// <summary>Takes an event, in the order of the log.</summary>
    public DeliveryTicket Take(ConsumedEvent e, Tag[] keys)
    {
        var ticket = new DeliveryTicket(e, keys);
        lock (_changing) _taken.Enqueue(ticket);
        return ticket;
    }

    /// <summary>
    /// Waits until the newest event is among so many from the oldest unfinished one on. To be called by the one that takes.
    /// </summary>
    public ValueTask UntilAmongAsync(int most, CancellationToken cancellationToken)
    {
        TaskCompletionSource room;
        lock (_changing)
        {
            if (_taken.Count <= most) return default;
            _room = room = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return new(room.Task.WaitAsync(cancellationToken));
    }

    /// <summary>The event was handled.</summary>
    public void Finish(DeliveryTicket ticket)
    {
        lock (_changing) FinishTaken(ticket);
    }

    /// <summary>
    /// Puts an event aside and finishes it, in one step: a position that is saved beyond it is saved with it among the parked ones.
    /// </summary>
    /// <returns>False if there is no room.</returns>
    public bool TryPark(DeliveryTicket ticket, int attempts, DateTimeOffset now, string error)
    {
        lock (_changing)
        {
            if (_parked.Count >= ConsumerProgress.MaxParked) return false;
            AddParked(new(ticket.Position, ticket.EventId, attempts, now, error), ticket.Keys);
            FinishTaken(ticket);
            return true;
        }
    }

    /// <summary>
    /// Finishes an event that is parked already. Side by side, an event can be parked ahead of one that was not finished when the consumer
    /// stopped; then it is taken again.
    /// </summary>
    /// <returns>False if it is not parked.</returns>
    public bool TryPassParked(DeliveryTicket ticket)
    {
        lock (_changing)
        {
            if (!_parked.ContainsKey(ticket.Position)) return false;
            FinishTaken(ticket);
            return true;
        }
    }

    /// <summary>True if an earlier event with one of the tags is parked.</summary>
    public bool IsBehindParked(Tag[] keys)
    {
        if (keys.Length == 0) return false;
        lock (_changing) return Array.Exists(keys, _parkedKeys.ContainsKey);
    }

    /// <summary>Adds an event that was parked in an earlier run.</summary>
    public void AddParked(ParkedEvent parked, Tag[] keys)
    {
        lock (_changing)
        {
            _parked.Add(parked.Position, (parked, keys));
            foreach (var key in keys) _parkedKeys[key] = _parkedKeys.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>The first parked event after a position; null for none.</summary>
    public ParkedEvent? ParkedAfter(long position)
    {
        lock (_changing)
        {
            foreach (var (at, parked) in _parked)
                if (at > position) return parked.Event;
            return null;
        }
    }

    /// <summary>The tags that keep a parked event in order.</summary>
    public Tag[] KeysOfParked(long position)
    {
        lock (_changing) return _parked.TryGetValue(position, out var parked) ? parked.Keys : [];
    }

    /// <summary>Notes another attempt at a parked event.</summary>
    public void Update(ParkedEvent parked)
    {
        lock (_changing)
            if (_parked.TryGetValue(parked.Position, out var known)) _parked[parked.Position] = (parked, known.Keys);
    }

    /// <returns>False if no event is parked there.</returns>
    public bool RemoveParked(long position)
    {
        lock (_changing)
        {
            if (!_parked.Remove(position, out var parked)) return false;
            foreach (var key in parked.Keys)
                if (--_parkedKeys[key] == 0) _parkedKeys.Remove(key);
            return true;
        }
    }

    /// <summary>Moves on over events that don't concern the consumer, unless something is unfinished or it is there already.</summary>
    public void Pass(Checkpoint to)
    {
        lock (_changing)
            if (_taken.Count == 0 && to.Position > _done.Position) _done = to;
    }

    /// <summary>Goes on from another position. Nothing runs meanwhile.</summary>
    public void Reset(Checkpoint done)
    {
        lock (_changing)
        {
            _taken.Clear();
            _done = done;
        }
    }

    private void FinishTaken(DeliveryTicket ticket)
    {
        ticket.Finish();
        while (_taken.TryPeek(out var oldest) && oldest.IsFinished)
        {
            _taken.Dequeue();
            _done = _done with { Position = oldest.Position, EventId = oldest.EventId };
            _room?.SetResult();
            _room = null;
        }
    }
}
