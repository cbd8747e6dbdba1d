using System.Collections.Immutable;

namespace Opossum.Typed.Testing;

/// <summary>Events of a scenario's history: one append.</summary>
internal readonly record struct GivenEvents(TimeSpan Ago, ImmutableArray<IEvent> Events);
