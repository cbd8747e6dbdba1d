namespace Opossum.Typed;

/// <summary>
/// Events that were read, each decoded once for all models. Model after model goes over a whole block, each with its own rows in the
/// processor's cache. It is filled again and again, so that an event costs no more than its record.
/// </summary>
internal sealed class EventBlock
{
    /// <summary>A model that is up to date waits for its turn while another one folds so many.</summary>
    public const int MaxEvents = 16_000;

    /// <summary>Large payloads make it full sooner.</summary>
    private const int MaxPayloadBytes = 4 << 20;

    private BlockEvent[] _items = [];
    private EventMetadata[] _metadata = [];         // of the same places; only if somebody needs it
    private byte[] _tags = [];
    private int _tagBytes;
    private long _payloadBytes;

    /// <summary>How many events it holds.</summary>
    public int Count { get; private set; }

    public ref readonly BlockEvent this[int index] => ref _items[index];

    /// <summary>The last event.</summary>
    public ref readonly BlockEvent Last => ref _items[Count - 1];

    public void Clear()
    {
        _items.AsSpan(0, Count).Clear();
        if (_metadata.Length > 0) _metadata.AsSpan(0, Math.Min(Count, _metadata.Length)).Clear();
        (Count, _tagBytes, _payloadBytes) = (0, 0, 0);
    }

    /// <summary>Adds events of the reader's block.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="interest">What is needed of them.</param>
    /// <param name="most">How many events it may hold.</param>
    /// <returns>False once it is full, though the reader's block may have more.</returns>
    public bool Fill(EventReader reader, EventInterest interest, int most = MaxEvents)
    {
        while (Count < most && _payloadBytes < MaxPayloadBytes)
        {
            if (!reader.TryRead(out var e)) return true;
            Add(e, EventDecoding.Find(e, interest.Model), interest);
        }

        return false;
    }

    /// <summary>The index of the first event after a position.</summary>
    public int FirstAfter(long position)
    {
        var (first, end) = (0, Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (_items[middle].Position <= position) first = middle + 1;
            else end = middle;
        }

        return first;
    }

    public ReadOnlySpan<byte> TagsOf(in BlockEvent item) => _tags.AsSpan(item.TagStart, item.TagLength);

    public EventMetadata MetadataOf(in BlockEvent item) =>
        item.Place < _metadata.Length ? _metadata[item.Place] : new(item.Id, new(item.Ticks, TimeSpan.Zero));

    private void Add(in EventView e, EventDescriptor type, EventInterest interest)
    {
        if (Count == _items.Length) Array.Resize(ref _items, Math.Max(Count * 2, 4));
        ref var item = ref _items[Count];
        item.Position = e.Position;
        item.Ticks = e.Record.Ticks;
        item.Id = e.Id;
        item.Type = type;
        item.Place = Count++;
        item.TagStart = _tagBytes;
        AddTags(e.Record.Tags);
        AddTags(e.Record.AddedTags);
        item.TagLength = _tagBytes - item.TagStart;
        if (interest.NeedsMetadata)
        {
            if (_metadata.Length < _items.Length) Array.Resize(ref _metadata, _items.Length);
            _metadata[item.Place] = e.GetMetadata();
            item.MetadataLength = e.Record.Metadata.Length;
        }

        if (!interest.Decodes(type)) return;
        item.PayloadLength = e.Payload.Length;
        _payloadBytes += e.Payload.Length;
        try
        {
            item.Decoded = EventDecoding.Decode(e, type, interest.Model.Keys);
        }
        catch (EventFormatException error)
        {
            item.Decoded = error;           // it concerns the models that look at the event, and no others
        }
    }

    private void AddTags(ReadOnlySpan<byte> tags)
    {
        var needed = _tagBytes + tags.Length;
        if (needed > _tags.Length) Array.Resize(ref _tags, Math.Max(_tags.Length * 2, Math.Max(needed, 256)));
        tags.CopyTo(_tags.AsSpan(_tagBytes));
        _tagBytes += tags.Length;
    }
}

/// <summary>An event of a block.</summary>
internal struct BlockEvent
{
    public long Position;
    public long Ticks;
    public Guid Id;
    public EventDescriptor Type;
    public object? Decoded;             // the event; why it could not be decoded; null if no handler needs it
    public int PayloadLength;
    public int MetadataLength;
    public int TagStart;
    public int TagLength;
    public int Place;                   // within the block

    public readonly Exception WhyNotDecoded => Decoded as EventFormatException
        ?? (Exception)new InvalidOperationException($"The read model takes the payload of '{Type.Name}' and does not declare that.");
}
