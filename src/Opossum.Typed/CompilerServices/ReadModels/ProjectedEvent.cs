using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// An event on its way to the handlers of read models: decoded once for all of them, and only if one of them uses it. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ProjectedEvent
{
    private readonly EventBlock _block;
    private readonly ref readonly BlockEvent _item;

    internal ProjectedEvent(EventBlock block, int index)
    {
        _block = block;
        _item = ref block[index];
    }

    /// <summary>The event's position.</summary>
    public readonly long Position => _item.Position;

    /// <summary>When the event was recorded.</summary>
    public readonly DateTimeOffset RecordedAt => new(_item.Ticks, TimeSpan.Zero);

    /// <summary>What the store knows of the event beside its payload; see <see cref="ReadModelShape.NeedsMetadata"/>.</summary>
    public EventMetadata Metadata
    {
        get
        {
            Gives += _item.MetadataLength;
            return _block.MetadataOf(in _item);
        }
    }

    /// <summary>True if a handler needed a row that does not exist.</summary>
    internal bool HasMissedRow { get; private set; }

    /// <summary>About how many bytes of the event the handler has asked for. A row can't keep more of it.</summary>
    internal int Gives { get; private set; }

    /// <summary>True if the event is of this type.</summary>
    public readonly bool Is<TEvent>() where TEvent : class, IEvent<TEvent> =>
        ReferenceEquals(_item.Type, EventDescriptor<TEvent>.Instance);

    /// <summary>The event, decoded; see <see cref="HandledEvent.Decode"/>.</summary>
    /// <exception cref="EventFormatException">The payload is not what the event declares.</exception>
    public TEvent Event<TEvent>() where TEvent : class, IEvent<TEvent>
    {
        Gives += _item.PayloadLength;
        return _item.Decoded as TEvent ?? throw _item.WhyNotDecoded;
    }

    /// <summary>The values of the event's tags of one key, those that a retagging added included.</summary>
    /// <param name="key">The key, as UTF-8 without the colon.</param>
    public TagValues Tags(ReadOnlySpan<byte> key)
    {
        Gives += _item.TagLength;
        return new(_block.TagsOf(in _item), key, _item.Type.Name, _item.Position);
    }

    /// <summary>Notes that the row to change does not exist: nothing happens, and that is counted.</summary>
    /// <returns>Null.</returns>
    public TRow? NoRow<TRow>() where TRow : class
    {
        HasMissedRow = true;
        return null;
    }
}
