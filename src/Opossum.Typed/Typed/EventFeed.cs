namespace Opossum.Typed;

/// <summary>Decoded events of a follower, without an end.</summary>
internal sealed class EventFeed<TEvent> : IAsyncEnumerable<SequencedEvent<TEvent>> where TEvent : class, IEvent
{
    private readonly IEventLog _log;
    private readonly EventModel _model;
    private readonly Query _query;
    private readonly FollowOptions _options;
    private readonly UndecodableEvents _undecodable;
    private readonly CancellationToken _stop;
    private EventReader? _first;        // of the first enumeration: made at once, so that the call says what is wrong with the position

    public EventFeed(IEventLog log, EventModel model, Query query, FollowOptions options, CancellationToken stop)
    {
        _undecodable = UndecodableChoice.Checked<TEvent>(options.Undecodable);
        (_log, _model, _query, _options, _stop) = (log, model, query, options, stop);
        _first = Begin();
    }

    /// <param name="cancellationToken">Of <c>WithCancellation</c>; either of the two ends the wait.</param>
    public async IAsyncEnumerator<SequencedEvent<TEvent>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var either = _stop.CanBeCanceled && cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(_stop, cancellationToken)
            : null;
        var stop = either?.Token ?? (_stop.CanBeCanceled ? _stop : cancellationToken);
        using var reader = Interlocked.Exchange(ref _first, null) ?? Begin();
        while (await reader.FillAsync(stop).ConfigureAwait(false))
        {
            while (reader.TryDecode<TEvent>(_model, _undecodable, out var e))
            {
                stop.ThrowIfCancellationRequested();
                yield return e;
            }
        }
    }

    private EventReader Begin()
    {
        var reader = _log.Follow(_query, _options.After);
        reader.Retagged = _options.Retagged;
        if (_options.TagEpoch is { } seen) reader.SeenTagEpoch = seen;
        return reader;
    }
}
