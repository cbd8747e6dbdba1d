namespace Opossum.Typed.Engine.Waiting;

/// <summary>
/// Who waits for a position to become durable, whatever its event is. The commit thread compares one number for each group, and does more
/// only where a wait is over.
/// </summary>
internal sealed class PositionAlarms
{
    private readonly Lock _changing = new();
    private readonly SortedSet<PositionAlarm> _alarms = new(PositionAlarm.Order);       // under _changing
    private long _nearest = long.MaxValue;          // written under _changing
    private long _lastNumber;                       // under _changing

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_changing) return _alarms.Count;
        }
    }

    /// <summary>Has an action run, on the thread pool, once the log is durable up to a position or has ended.</summary>
    /// <remarks>
    /// Returns behind a full fence: an action is either run for what becomes durable, or the caller sees that it is durable already.
    /// </remarks>
    public PositionAlarm Add(long position, Action ring)
    {
        PositionAlarm alarm;
        lock (_changing)
        {
            alarm = new(this, position, ++_lastNumber, ring);
            _alarms.Add(alarm);
            Volatile.Write(ref _nearest, _alarms.Min!.Position);
        }

        Interlocked.MemoryBarrier();
        return alarm;
    }

    /// <summary>For the commit thread, after it has published the position behind a full fence.</summary>
    public void RingUpTo(long position)
    {
        if (Volatile.Read(ref _nearest) > position) return;
        PositionAlarm? first = null;
        lock (_changing)
        {
            while (_alarms.Min is { } alarm && alarm.Position <= position)
            {
                _alarms.Remove(alarm);
                (alarm.Next, first) = (first, alarm);
            }

            Volatile.Write(ref _nearest, _alarms.Min?.Position ?? long.MaxValue);
        }

        if (first is not null) ThreadPool.UnsafeQueueUserWorkItem(first, preferLocal: false);
    }

    public void Remove(PositionAlarm alarm)
    {
        lock (_changing)
        {
            if (_alarms.Remove(alarm)) Volatile.Write(ref _nearest, _alarms.Min?.Position ?? long.MaxValue);
        }
    }
}

/// <summary>What happens once a position is durable.</summary>
internal sealed class PositionAlarm(PositionAlarms alarms, long position, long number, Action ring) : IThreadPoolWorkItem, IDisposable
{
    public static IComparer<PositionAlarm> Order { get; } = Comparer<PositionAlarm>.Create(static (a, b) =>
        a.Position != b.Position ? a.Position.CompareTo(b.Position) : a.Number.CompareTo(b.Number));

    public long Position => position;

    /// <summary>Tells alarms of one position apart.</summary>
    public long Number => number;

    /// <summary>The next of those that ring together.</summary>
    public PositionAlarm? Next { get; set; }

    /// <summary>Runs this one's action and those of the alarms behind it.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        for (var alarm = this; alarm is not null; alarm = alarm.Next) alarm.Ring();
    }

    public void Dispose() => alarms.Remove(this);

    private void Ring() => ring();
}
