using System.Runtime.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Decoded events in the order of a read. The snapshot was taken when the read began: enumerating it, once or again, yields the same
/// events, whatever is appended meanwhile.
/// </summary>
/// <typeparam name="TEvent">What the events have in common.</typeparam>
public sealed class EventSequence<TEvent> : IAsyncEnumerable<SequencedEvent<TEvent>> where TEvent : class, IEvent
{
    private readonly IEventLog _log;
    private readonly EventModel _model;
    private readonly Query _query;
    private readonly ReadOptions _options;
    private readonly UndecodableEvents _undecodable;
    private readonly long _limit;
    private EventReader? _first;        // of the first enumeration

    internal EventSequence(IEventLog log, EventModel model, Query query, ReadOptions options)
    {
        _undecodable = UndecodableChoice.Checked<TEvent>(options.Undecodable);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit ?? 0, nameof(ReadOptions.Limit));
        options = options with { Undecodable = UndecodableEvents.Fail };

        // The log counts what matches, and what is left out counts for nothing.
        (_limit, options) = _undecodable == UndecodableEvents.Skip ? (options.Limit ?? long.MaxValue, options with { Limit = options.Limit == 0 ? 0 : null }) : (long.MaxValue, options);
        _first = log.Read(query, options);
        Head = _first.Head;
        (_log, _model, _query) = (log, model, query);
        _options = options.Backward
            ? options with { From = Math.Min(options.From ?? Head, Head) }
            : options with { To = Math.Min(options.To ?? Head, Head) };
    }

    /// <summary>
    /// The store's head when the read began, also when nothing matches: the right <c>after</c> for a decision on what was read.
    /// </summary>
    public long Head { get; }

    /// <summary>Reads and decodes, while it is enumerated.</summary>
    /// <exception cref="EventFormatException">
    /// A payload is not what its event declares, or the model can't decode the event and <see cref="ReadOptions.Undecodable"/> says nothing
    /// else.
    /// </exception>
    /// <exception cref="StoreDamagedException">An event is not what was written.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed before the end of the read.</exception>
    public async IAsyncEnumerator<SequencedEvent<TEvent>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var reader = Interlocked.Exchange(ref _first, null) ?? _log.Read(_query, _options);
        var left = _limit;
        while (left > 0 && await reader.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            while (left > 0 && reader.TryDecode<TEvent>(_model, _undecodable, out var e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                left--;
                yield return e;
            }
        }
    }

    /// <summary>
    /// The same events without their payloads, which are neither decoded nor copied: for who counts, lists, or asks who wrote what. So what
    /// the model can't decode is among them, whatever was chosen, and a payload that is wrong goes unnoticed.
    /// </summary>
    /// <exception cref="StoreDamagedException">An event is not what was written; that is verified in any case.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed before the end of the read.</exception>
    /// <example>
    /// <code>
    /// await foreach (var e in store.ReadAsync(Query.Tagged(course)).Envelopes())
    ///     Console.WriteLine($"{e.Position}: {e.Type} at {e.Metadata.RecordedAt}");
    /// </code>
    /// </example>
    public async IAsyncEnumerable<EventEnvelope> Envelopes([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = Interlocked.Exchange(ref _first, null) ?? _log.Read(_query, _options);
        var left = _limit;
        while (left > 0 && await reader.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            while (left > 0 && TryReadEnvelope(reader, out var e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                left--;
                yield return e;
            }
        }
    }

    private bool TryReadEnvelope(EventReader reader, out EventEnvelope envelope)
    {
        envelope = default;
        if (!reader.TryRead(out var e)) return false;
        envelope = new(e.Position, _model.NameOf(e.Type), e.Version, e.GetTags(), e.GetMetadata());
        return true;
    }
}
