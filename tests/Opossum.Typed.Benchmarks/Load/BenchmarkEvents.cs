namespace Opossum.Typed.Benchmarks.Load;

/// <summary>All events that are declared here.</summary>
[EventModel]
internal static partial class BenchmarkEvents;
