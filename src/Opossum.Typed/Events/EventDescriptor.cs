using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>One event type of a model: its shape and its codec, reached without reflection.</summary>
public abstract class EventDescriptor
{
    private protected EventDescriptor(EventShape shape)
    {
        Shape = shape;
        Names = [shape.Name, .. shape.Aliases];
    }

    /// <summary>Names, version and tag keys.</summary>
    public EventShape Shape { get; }

    /// <summary>The name that the log stores when the event is appended.</summary>
    public string Name => Shape.Name;

    /// <summary>
    /// Every name that the log may have the event under: <see cref="Name"/> first, then its aliases. A query that is to find the event
    /// names all of them, or old events would leave its boundary without a word.
    /// </summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The record type.</summary>
    public abstract Type ClrType { get; }

    /// <summary>The descriptor of an event type; always the same object.</summary>
    public static EventDescriptor Of<TEvent>() where TEvent : class, IEvent<TEvent> => EventDescriptor<TEvent>.Instance;

    /// <summary>The name that the log has an event of this type under, without making a string of it.</summary>
    internal string NameOf(ReadOnlySpan<byte> utf8Name)
    {
        foreach (var name in Names)
            if (Ascii.Equals(utf8Name, name)) return name;
        return Encoding.UTF8.GetString(utf8Name);
    }

    internal abstract void WriteTags(IEvent e, ref TagWriter tags);

    internal abstract void WriteJson(IEvent e, ref JsonEventWriter json);

    internal abstract void AddSubjects(IEvent e, ref SubjectSink subjects);

    internal IEvent ReadJson(ref JsonEventReader json) => ReadJson(Shape.Version, ref json);

    /// <param name="version">The version that is stored, at most that of the shape.</param>
    /// <param name="json">The payload.</param>
    internal abstract IEvent ReadJson(int version, ref JsonEventReader json);
}

internal sealed class EventDescriptor<TEvent> : EventDescriptor where TEvent : class, IEvent<TEvent>
{
    internal static readonly EventDescriptor<TEvent> Instance = new();

    // Kept: in code that event types share, asking for it anew costs more than the comparison.
    private readonly Type _clrType = typeof(TEvent);
    private readonly int _previousVersion;

    private EventDescriptor() : base(TEvent.Shape) => _previousVersion = Shape.PreviousVersion;

    public override Type ClrType => _clrType;

    internal override void WriteTags(IEvent e, ref TagWriter tags) => TEvent.WriteTags((TEvent)e, ref tags);

    internal override void WriteJson(IEvent e, ref JsonEventWriter json)
    {
        // What a record adds that derives from an event would be lost in silence.
        if (e.GetType() != _clrType) throw json.DerivedEvent(_clrType, e.GetType());
        TEvent.WriteJson(Unsafe.As<TEvent>(e), ref json);
    }

    internal override void AddSubjects(IEvent e, ref SubjectSink subjects) => TEvent.AddSubjects((TEvent)e, ref subjects);

    internal override IEvent ReadJson(int version, ref JsonEventReader json) => version > _previousVersion
        ? TEvent.ReadJson(ref json)
        : TEvent.ReadOlder(version, ref json) ?? throw new InvalidOperationException("Its Upcast gave null.");
}
