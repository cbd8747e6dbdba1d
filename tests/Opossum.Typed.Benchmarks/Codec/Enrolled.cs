namespace Opossum.Typed.Benchmarks.Codec;

/// <summary>The event that all codecs write and read: nine fields, as events have them.</summary>
[Event("enrolled")]
public sealed partial record Enrolled(
    Guid CourseId, Guid StudentId, string Name, string Title, DateTimeOffset At, int Seats, decimal Price, bool Paid, string[] Topics);
