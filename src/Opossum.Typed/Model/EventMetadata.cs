namespace Opossum.Typed;

/// <summary>What the store knows of an event beside its payload.</summary>
/// <param name="Id">The event's own id.</param>
/// <param name="RecordedAt">When it was recorded, by the clock of the appending process. Not promised to rise with the position.</param>
public readonly record struct EventMetadata(Guid Id, DateTimeOffset RecordedAt);
