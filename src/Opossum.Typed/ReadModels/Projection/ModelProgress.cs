namespace Opossum.Typed;

/// <summary>
/// How far rows of a read model are, as their readers see it. The projector writes it; any thread reads it and waits for its changes.
/// </summary>
internal sealed class ModelProgress(StoredReadModel stored, bool isBeside = false, bool isOutdated = false)
{
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StoredReadModel _stored = stored;
    private volatile ReadModelFailure? _failure;
    private volatile bool _isClosed;
    private volatile bool _isBeside = isBeside;
    private volatile bool _isOutdated = isOutdated;
    private long _position = stored.Checkpoint.Position;
    private long _missed = stored.Missed;

    /// <summary>Every event up to here that concerns the model is in the rows that are read.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>How many events were to change a row that did not exist.</summary>
    public long Missed => Volatile.Read(ref _missed);

    /// <summary>What is stored of it.</summary>
    public StoredReadModel Stored => _stored;

    /// <summary>What it stands still at, or what is tried again; null for nothing.</summary>
    public ReadModelFailure? Failure => _failure;

    /// <summary>True once nothing is folded any more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>True if there is something to read.</summary>
    public bool IsReadable => !_isBeside && _stored.IsComplete;

    /// <summary>True if the rows are of earlier logic or tags, and others are made beside them.</summary>
    public bool IsOutdated => _isOutdated;

    /// <summary>True if a reader sees what the present logic makes of the events up to <see cref="Position"/>.</summary>
    public bool IsCurrent => IsReadable && !IsOutdated;

    /// <summary>Completes when something of this is different. To be asked for before looking at what it is.</summary>
    public Task Changed => _changed.Task;

    /// <returns>True if more is different than how far it is.</returns>
    public bool Publish(StoredReadModel stored, long position, long missed, ReadModelFailure? failure)
    {
        Volatile.Write(ref _missed, missed);
        if (ReferenceEquals(_stored, stored) && _position == position && ReferenceEquals(_failure, failure)) return false;
        var isOther = _stored.IsComplete != stored.IsComplete || !ReferenceEquals(_failure, failure);
        (_stored, _failure) = (stored, failure);
        Volatile.Write(ref _position, position);
        Pulse();
        return isOther;
    }

    /// <summary>The rows are read from now on.</summary>
    public void TakePlace() => _isBeside = false;

    /// <summary>The logic or the tags are others now.</summary>
    public void Outdate()
    {
        _isOutdated = true;
        Pulse();
    }

    public void Close()
    {
        _isClosed = true;
        Pulse();
    }

    /// <summary>Wakes who waits for a change.</summary>
    public void Pulse() =>
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
