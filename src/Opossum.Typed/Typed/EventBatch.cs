using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// The events of one append, encoded into pooled memory. One a thread is kept: the log copies what it needs before its call returns.
/// </summary>
internal sealed class EventBatch : IDisposable
{
    private const int MaxKept = 64;         // events: a thread keeps less than 20 KiB

    [ThreadStatic] private static EventBatch? t_spare;

    private readonly EncodingBuffer _bytes = new();
    private Encoded[] _encoded = new Encoded[4];
    private EventData[] _events = new EventData[4];
    private AppendMetadata? _metadata;
    private int _count;

    private EventBatch() { }

    /// <param name="metadata">Of each event; null for none.</param>
    public static EventBatch Rent(AppendMetadata? metadata)
    {
        var batch = t_spare ?? new();
        t_spare = null;
        batch._metadata = metadata;
        return batch;
    }

    /// <summary>The events, ready to append; valid until the next call of <see cref="Add"/>.</summary>
    public ReadOnlySpan<EventData> Events
    {
        get
        {
            if (_events.Length < _count) _events = new EventData[_encoded.Length];
            for (var i = 0; i < _count; i++)
            {
                var e = _encoded[i];
                var tags = _bytes.Slice(e.Start, e.PayloadStart - e.Start);
                var payload = _bytes.Slice(e.PayloadStart, e.End - e.PayloadStart);
                _events[i] = new(e.Shape.Name, payload, tags, e.TagCount)
                {
                    Version = e.Shape.Version,
                    Encoding = PayloadEncoding.Json,
                    CorrelationId = _metadata?.CorrelationId,
                    CausationId = _metadata?.CausationId,
                    Metadata = _metadata?.Values,
                };
            }

            return _events.AsSpan(0, _count);
        }
    }

    /// <exception cref="ArgumentException">The event is not of the model, or derives from one that is.</exception>
    /// <exception cref="EventFormatException">It holds what can't be stored.</exception>
    /// <exception cref="SubjectErasedException">It has something personal of a subject that was erased.</exception>
    public void Add(IEvent e, EventModel model, AppendKey? key = null)
    {
        ArgumentNullException.ThrowIfNull(e, "event");
        var descriptor = e.Descriptor;
        if (!model.Has(descriptor)) throw new ArgumentException(model.NotOfThis(descriptor), nameof(e));
        if (e.GetType() != descriptor.ClrType)
            throw new ArgumentException($"{e.GetType()} derives from the event '{descriptor.Name}' ({descriptor.ClrType}), "
                + "whose codec would lose what it adds. Mark it as an event of its own, or append the event itself.", nameof(e));

        var start = _bytes.Length;
        var tags = new TagWriter(_bytes, descriptor.Name, model.Keys);
        descriptor.WriteTags(e, ref tags);
        var payloadStart = _bytes.Length;
        var json = new JsonEventWriter(_bytes, descriptor.Name, model.Keys, key is { } repeated ? repeated.Utf8 : default, _count);
        descriptor.WriteJson(e, ref json);
        json.Complete();

        if (_count == _encoded.Length) Array.Resize(ref _encoded, _count * 2);
        _encoded[_count++] = new(descriptor.Shape, start, payloadStart, _bytes.Length, tags.Count);
    }

    public void Dispose()
    {
        _metadata = null;
        _bytes.Clear();
        if (_encoded.Length <= MaxKept && _events.Length <= MaxKept)
        {
            _encoded.AsSpan(0, _count).Clear();
            _events.AsSpan(0, Math.Min(_count, _events.Length)).Clear();
            t_spare = this;
        }

        _count = 0;
    }

    private readonly record struct Encoded(EventShape Shape, int Start, int PayloadStart, int End, int TagCount);
}
