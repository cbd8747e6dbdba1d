using System.ComponentModel;
using System.Text;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// An event on its way to the handlers of read models: decoded once for all of them, and only if one of them uses it. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ProjectedEvent
{
    private readonly EventBlock _block;
    private readonly ref readonly BlockEvent _item;
    private readonly JoinStates[]? _joins;

    internal ProjectedEvent(EventBlock block, int index, JoinStates[]? joins = null)
    {
        (_block, _joins) = (block, joins);
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

    /// <summary>The value of the event's only tag of a key.</summary>
    /// <param name="key">The key, as UTF-8 without the colon.</param>
    /// <exception cref="EventFormatException">It has none, or several.</exception>
    public TagValue Tag(ReadOnlySpan<byte> key)
    {
        var values = Tags(key);
        if (values.MoveNext())
        {
            var value = values.Current;
            if (!values.MoveNext()) return value;
        }

        throw new EventFormatException(
            _item.Type.Name, $"it has not exactly one tag '{Encoding.UTF8.GetString(key)}', by which it is joined", position: Position);
    }

    /// <summary>The state of a decision model up to this event, which is in it.</summary>
    /// <param name="join">Which one of <see cref="ReadModelShape.Joins"/>.</param>
    /// <param name="boundary">The boundary, which was announced by <see cref="IReadModel{TRow, TKey}.Join"/>.</param>
    public TModel Joined<TModel, TBoundary>(int join, TBoundary boundary)
        where TModel : IDecisionModel<TModel> where TBoundary : notnull
    {
        var states = _joins ?? throw new NotSupportedException("The read model was compiled without joins.");
        var model = ((JoinStates<TModel, TBoundary>)states[join]).Get(boundary, out var bytes);
        Gives += bytes;
        return model;
    }

    /// <summary>Notes that the row to change does not exist: nothing happens, and that is counted.</summary>
    /// <returns>Null.</returns>
    public TRow? NoRow<TRow>() where TRow : class
    {
        HasMissedRow = true;
        return null;
    }
}
