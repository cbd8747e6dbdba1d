using System.Diagnostics;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Any event. Only <see cref="IEvent{TSelf}"/> can implement it, so whatever is an <see cref="IEvent"/> has a codec. An interface of your
/// own that extends it names a family of events.
/// </summary>
public interface IEvent
{
    /// <summary>Closes the interface: no other assembly can implement it.</summary>
    internal EventDescriptor Descriptor { get; }
}

/// <summary>What the generator implements, explicitly, for each record with <see cref="EventAttribute"/>.</summary>
/// <typeparam name="TSelf">The event record.</typeparam>
public interface IEvent<TSelf> : IEvent where TSelf : class, IEvent<TSelf>
{
    /// <summary>Names, version and tag keys.</summary>
    static abstract EventShape Shape { get; }

    /// <summary>Adds the event's tags.</summary>
    static abstract void WriteTags(TSelf e, ref TagWriter tags);

    /// <summary>Writes the payload.</summary>
    static abstract void WriteJson(TSelf e, ref JsonEventWriter json);

    /// <summary>Reads a payload.</summary>
    static abstract TSelf ReadJson(ref JsonEventReader json);

    /// <summary>
    /// Reads a payload of an older version, and brings it up to this one. Where <see cref="EventShape.PreviousVersion"/> is 0 it is never
    /// called.
    /// </summary>
    static virtual TSelf ReadOlder(int version, ref JsonEventReader json) => throw new UnreachableException();

    EventDescriptor IEvent.Descriptor => EventDescriptor<TSelf>.Instance;
}
