using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>An event at its place in the log, undecoded, as a copy that may be kept.</summary>
/// <param name="Position">From 1, without gaps.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Tags">The tags.</param>
/// <param name="Metadata">What the log knows of it beside that.</param>
public sealed record SequencedEvent(
    long Position, string Type, ReadOnlyMemory<byte> Payload, ImmutableArray<Tag> Tags, EventMetadata Metadata)
{
    /// <summary>The event's own id.</summary>
    public Guid Id => Metadata.Id;

    /// <summary>When it was recorded, by the clock of the appending process.</summary>
    public DateTimeOffset RecordedAt => Metadata.RecordedAt;

    /// <summary>The version of the type that the payload follows.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What the payload's bytes are.</summary>
    public PayloadEncoding PayloadEncoding { get; init; }

    /// <summary>
    /// The position, the type, the keys of the tags and the length of the payload, such as <c>17: course-defined [course:…], 12 bytes</c>.
    /// </summary>
    public override string ToString() => $"{Position}: {Masked.Event(Type, Tags)}, {Payload.Length} bytes";
}

/// <summary>A decoded event at its place in the log.</summary>
/// <param name="Position">From 1, without gaps.</param>
/// <param name="Event">The event.</param>
/// <param name="Metadata">What the store knows of it beside its payload.</param>
public readonly record struct SequencedEvent<TEvent>(long Position, TEvent Event, EventMetadata Metadata) where TEvent : IEvent
{
    /// <summary>The name that it is stored under, which may be an alias; empty if no store has read it.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>The version that it is stored in; <see cref="Event"/> is the newest one.</summary>
    public int Version { get; init; }

    /// <summary>
    /// Whether the event had something personal of a subject that was erased, or whose keys are withheld: such members have their
    /// replacements.
    /// </summary>
    public bool IsErased { get; init; }

    /// <summary>
    /// What the log stores, payload and tags included, as a copy: <c>store.FollowAsync(query).WithStored()</c> and
    /// <c>store.ReadAsync(query).WithStored()</c> make it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The read did not ask for it.</exception>
    public SequencedEvent Stored => StoredOrNull
        ?? throw new InvalidOperationException("The stored form was not read. Ask for it by WithStored() on the read or the feed.");

    internal SequencedEvent? StoredOrNull { get; init; }

    /// <summary>
    /// The position and the name of the record type, such as <c>17: CourseDefined</c>. Print <see cref="Event"/> for its content.
    /// </summary>
    public override string ToString() => $"{Position}: {Event?.GetType().Name}";
}
