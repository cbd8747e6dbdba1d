using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>All that is known of an event without its payload.</summary>
/// <param name="Position">From 1, without gaps.</param>
/// <param name="Type">The name that it is stored under, which may be an alias.</param>
/// <param name="Version">The version of the type that the payload follows.</param>
/// <param name="Tags">The tags.</param>
/// <param name="Metadata">What the store knows of it beside that.</param>
public readonly record struct EventEnvelope(long Position, string Type, int Version, ImmutableArray<Tag> Tags, EventMetadata Metadata)
{
    /// <summary>The position, the type and the keys of the tags, such as <c>17: course-defined [course:…]</c>.</summary>
    public override string ToString() => $"{Position}: {Masked.Event(Type, Tags)}";
}
