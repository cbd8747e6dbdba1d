using System.Runtime.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Decoded events in the order of a read. The snapshot was taken when the read began: enumerating it, once or again, yields the same
/// events, whatever is appended meanwhile.
/// </summary>
/// <typeparam name="TEvent">What the events have in common.</typeparam>
public sealed class EventSequence<TEvent> : IAsyncEnumerable<SequencedEvent<TEvent>> where TEvent : class, IEvent
{
    private readonly IReadOnlyEventLog _log;
    private readonly EventModel _model;
    private readonly Query _query;
    private readonly ReadOptions _options;
    private readonly UndecodableEvents _undecodable;
    private readonly long _limit;
    private readonly bool _keepsStored;
    private volatile EventReader _snapshot;         // it serves the first enumeration, and knows the head ever after
    private int _isTaken;

    internal EventSequence(IReadOnlyEventLog log, EventModel model, Query query, ReadOptions options)
    {
        _undecodable = UndecodableChoice.Checked<TEvent>(options.Undecodable);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit ?? 0, nameof(ReadOptions.Limit));
        options = options with { Undecodable = UndecodableEvents.Fail };

        // The log counts what matches, and what is left out counts for nothing.
        (_limit, options) = _undecodable == UndecodableEvents.Skip
            ? (options.Limit ?? long.MaxValue, options with { Limit = options.Limit == 0 ? 0 : null })
            : (long.MaxValue, options);
        _snapshot = log.Read(query, options);
        (_log, _model, _query, _options) = (log, model, query, options);
    }

    private EventSequence(EventSequence<TEvent> read)
    {
        (_log, _model, _query, _options) = (read._log, read._model, read._query, read._options);
        (_undecodable, _limit, _keepsStored, _snapshot) = (read._undecodable, read._limit, true, read.Begin());
    }

    /// <summary>
    /// The store's head when the read began, also when nothing matches: the right <c>after</c> for a decision on what was read.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The log is on another machine, and the first event has not been read yet: such a log learns its head with the first block.
    /// </exception>
    public long Head => _snapshot.Head;

    /// <summary>The store's tag epoch when the read began: pass it with <see cref="Head"/> to a condition.</summary>
    public long TagEpoch => _snapshot.TagEpoch;

    /// <summary>Reads and decodes, while it is enumerated.</summary>
    /// <exception cref="EventFormatException">
    /// A payload is not what its event declares, or the model can't decode the event and <see cref="ReadOptions.Undecodable"/> says nothing
    /// else.
    /// </exception>
    /// <exception cref="StoreDamagedException">An event is not what was written.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed before the end of the read.</exception>
    public async IAsyncEnumerator<SequencedEvent<TEvent>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var reader = Begin();
        var left = _limit;
        while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            while (left > 0 && reader.TryDecode<TEvent>(_model, _undecodable, _keepsStored, out var e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                left--;
                yield return e;
            }

            if (left == 0) yield break;
        }
    }

    /// <summary>
    /// The same events, of the same snapshot, with a copy of what the log stores in <see cref="SequencedEvent{TEvent}.Stored"/>.
    /// </summary>
    public EventSequence<TEvent> WithStored() => new(this);

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
        using var reader = Begin();
        var left = _limit;
        while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            while (left > 0 && TryReadEnvelope(reader, out var e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                left--;
                yield return e;
            }

            if (left == 0) yield break;
        }
    }

    /// <summary>Each enumeration after the first one reads up to where the first one did.</summary>
    private EventReader Begin()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) == 0) return _snapshot;
        if (!TryGetHead(out var head)) return _snapshot = _log.Read(_query, _options);
        return _log.Read(_query, _options.Backward
            ? _options with { From = Math.Min(_options.From ?? head, head) }
            : _options with { To = Math.Min(_options.To ?? head, head) });
    }

    /// <returns>
    /// False if the log is on another machine and the first enumeration has not got a block: it failed, or has not come to it.
    /// </returns>
    private bool TryGetHead(out long head)
    {
        try
        {
            head = _snapshot.Head;
            return true;
        }
        catch (InvalidOperationException)
        {
            head = 0;
            return false;
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
