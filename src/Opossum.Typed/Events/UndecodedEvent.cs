using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>An event that the model can't decode, as <see cref="UndecodableEvents.HandOut"/> gives it. It can't be appended.</summary>
/// <param name="Type">The name of its type.</param>
/// <param name="Version">The version of the type that the payload follows.</param>
/// <param name="PayloadEncoding">What the payload's bytes are.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Tags">The tags.</param>
/// <example>
/// <code>
/// await foreach (var e in store.ReadAsync(Query.Tagged(course), new ReadOptions { Undecodable = UndecodableEvents.HandOut }))
///     Console.WriteLine(e.Event is UndecodedEvent raw ? $"{raw.Type}, version {raw.Version}" : $"{e.Event}");
/// </code>
/// </example>
public sealed record UndecodedEvent(
    string Type, int Version, PayloadEncoding PayloadEncoding, ReadOnlyMemory<byte> Payload, ImmutableArray<Tag> Tags) : IEvent
{
    /// <summary>The type, the keys of the tags and the length of the payload, such as <c>course-defined [course:…], 12 bytes</c>.</summary>
    public override string ToString() => $"{Masked.Event(Type, Tags)}, {Payload.Length} bytes";

    EventDescriptor IEvent.Descriptor =>
        throw new ArgumentException($"The event '{Type}' was not decoded, so it can't be appended as a record. "
            + "Append its bytes by OpossumStore.Log, as an EventData.");
}
