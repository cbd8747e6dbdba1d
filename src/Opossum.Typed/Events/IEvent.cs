using System.Diagnostics;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Any event. An interface of your own that extends it names a family of events, and an abstract record may implement it for the events
/// that derive from it. A concrete record needs <see cref="EventAttribute"/>, by which it gets its codec; rule OPSM1021 says where that is
/// missing.
/// </summary>
public interface IEvent
{
    /// <summary>
    /// The codec. It has a body for the sake of the rules: if a type without a codec left a member unimplemented, the compiler would stop
    /// before any rule ran that could explain why, and name a member that its author can't see.
    /// </summary>
    internal EventDescriptor Descriptor =>
        throw new ArgumentException($"'{GetType()}' has no codec, so it can't be appended. An event is a partial record with [Event].");
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

    /// <summary>
    /// Tells whose keys the payload is sealed by. Where <see cref="EventShape.IsPersonal"/> is false it is never called.
    /// </summary>
    static virtual void AddSubjects(TSelf e, ref SubjectSink subjects) { }

    /// <summary>Reads a payload.</summary>
    static abstract TSelf ReadJson(ref JsonEventReader json);

    /// <summary>
    /// Reads a payload of an older version, and brings it up to this one. Where <see cref="EventShape.PreviousVersion"/> is 0 it is never
    /// called.
    /// </summary>
    static virtual TSelf ReadOlder(int version, ref JsonEventReader json) => throw new UnreachableException();

    EventDescriptor IEvent.Descriptor => EventDescriptor<TSelf>.Instance;
}
