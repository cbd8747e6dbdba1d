namespace Opossum.Typed;

/// <summary>
/// What a read does with events that its model can't decode: of a type that the model does not have, of a version above the one that it
/// knows, or with a payload that is not JSON. A payload that is wrong is an error in any case.
/// </summary>
public enum UndecodableEvents
{
    /// <summary>An <see cref="EventFormatException"/> with type and position: nothing is passed over unseen. The default.</summary>
    Fail,

    /// <summary>They are left out, and count for no limit.</summary>
    Skip,

    /// <summary>
    /// Each is handed out as an <see cref="UndecodedEvent"/>, in its place. For reads of <see cref="IEvent"/> alone: no family has it.
    /// </summary>
    HandOut,
}
