namespace Opossum.Typed;

/// <summary>
/// Decoded events in the order of a read. The snapshot was taken when the read began: enumerating it, once or again, yields the same events, whatever is appended meanwhile.
/// </summary>
/// <typeparam name="TEvent">What the events have in common.</typeparam>
public sealed class EventSequence<TEvent> : IAsyncEnumerable<SequencedEvent<TEvent>> where TEvent : class, IEvent
{
    private readonly IEventLog _log;
    private readonly EventModel _model;
    private readonly Query _query;
    private readonly ReadOptions _options;
    private EventReader? _first;        // of the first enumeration

    internal EventSequence(IEventLog log, EventModel model, Query query, ReadOptions options)
    {
        _first = log.Read(query, options);
        Head = _first.Head;
        (_log, _model, _query) = (log, model, query);
        _options = options.Backward
            ? options with { From = Math.Min(options.From ?? Head, Head) }
            : options with { To = Math.Min(options.To ?? Head, Head) };
    }

    /// <summary>The store's head when the read began, also when nothing matches: the right <c>after</c> for a decision on what was read.</summary>
    public long Head { get; }

    /// <summary>Reads and decodes, while it is enumerated.</summary>
    /// <exception cref="EventFormatException">A payload is not what its event declares, or an event is not of the model.</exception>
    /// <exception cref="StoreDamagedException">An event is not what was written.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed before the end of the read.</exception>
    public async IAsyncEnumerator<SequencedEvent<TEvent>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var reader = Interlocked.Exchange(ref _first, null) ?? _log.Read(_query, _options);
        while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            while (reader.TryDecode<TEvent>(_model, out var e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return e;
            }
        }
    }
}
