namespace Opossum.Typed;

/// <summary>Where an append's events are.</summary>
/// <param name="First">The position of its first event.</param>
/// <param name="Last">The position of its last event; the same as <paramref name="First"/> for one event.</param>
public readonly record struct AppendResult(long First, long Last);
