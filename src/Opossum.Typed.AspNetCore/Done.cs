namespace Opossum.Typed.AspNetCore;

/// <summary>That a command was carried out. Name it in your <c>JsonSerializerContext</c>.</summary>
/// <param name="Position">The position of the last event that was appended; null if there was nothing left to do.</param>
public sealed record Done(long? Position);
