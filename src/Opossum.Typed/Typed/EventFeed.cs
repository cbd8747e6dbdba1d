namespace Opossum.Typed;

/// <summary>Decoded events of a follower, without an end.</summary>
internal sealed class EventFeed<TEvent> : IAsyncEnumerable<SequencedEvent<TEvent>> where TEvent : class, IEvent
{
    private readonly IEventLog _log;
    private readonly EventModel _model;
    private readonly Query _query;
    private readonly long _after;
    private readonly UndecodableEvents _undecodable;
    private readonly CancellationToken _stop;
    private EventReader? _first;        // of the first enumeration: made at once, so that the call says what is wrong with the position

    public EventFeed(IEventLog log, EventModel model, Query query, long after, UndecodableEvents undecodable, CancellationToken stop)
    {
        _undecodable = UndecodableChoice.Checked<TEvent>(undecodable);
        _first = log.Follow(query, after);
        (_log, _model, _query, _after, _stop) = (log, model, query, after, stop);
    }

    /// <param name="cancellationToken">Of <c>WithCancellation</c>; either of the two ends the wait.</param>
    public async IAsyncEnumerator<SequencedEvent<TEvent>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var either = _stop.CanBeCanceled && cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(_stop, cancellationToken)
            : null;
        var stop = either?.Token ?? (_stop.CanBeCanceled ? _stop : cancellationToken);
        using var reader = Interlocked.Exchange(ref _first, null) ?? _log.Follow(_query, _after);
        while (await reader.FillAsync(stop).ConfigureAwait(false))
        {
            while (reader.TryDecode<TEvent>(_model, _undecodable, out var e))
            {
                stop.ThrowIfCancellationRequested();
                yield return e;
            }
        }
    }
}
