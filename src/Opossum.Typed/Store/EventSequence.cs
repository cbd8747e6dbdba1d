using Opossum.Typed.Json;

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
    public async IAsyncEnumerator<SequencedEvent<TEvent>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var reader = Interlocked.Exchange(ref _first, null) ?? _log.Read(_query, _options);
        while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            while (TryDecode(reader, out var e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return e;
            }
        }
    }

    private bool TryDecode(EventReader reader, out SequencedEvent<TEvent> decoded)
    {
        decoded = default;
        if (!reader.TryRead(out var e)) return false;
        var descriptor = _model.Find(e.Type) ?? throw new EventFormatException(e.TypeName, $"it is not of the model '{_model.Name}'", position: e.Position);
        if (e.PayloadEncoding != PayloadEncoding.Json) throw new EventFormatException(e.TypeName, $"its payload is not JSON but '{e.PayloadEncoding}'", position: e.Position);
        try
        {
            var json = new JsonEventReader(e.Payload, descriptor.Name);
            decoded = new(e.Position, (TEvent)descriptor.ReadJson(ref json), e.GetMetadata());
            return true;
        }
        catch (EventFormatException error)
        {
            throw error.At(e.Position);
        }
    }
}
