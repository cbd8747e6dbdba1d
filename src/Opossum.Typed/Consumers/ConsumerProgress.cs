using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>What is kept of a consumer: how far it is, and the events that it could not handle.</summary>
/// <param name="Done">Every event up to here was handled or is parked.</param>
/// <param name="Parked">The parked events, by position.</param>
public sealed record ConsumerProgress(Checkpoint Done, ImmutableArray<ParkedEvent> Parked)
{
    /// <summary>How many events can be parked. A consumer that would park one more stops.</summary>
    public const int MaxParked = 1000;

    /// <summary>The position and the number of parked events, such as <c>17 in 0193b2a0-…, 2 parked</c>.</summary>
    public override string ToString() => $"{Done}, {Parked.Length} parked";
}

/// <summary>An event that a consumer could not handle and has put aside.</summary>
/// <param name="Position">The event's position.</param>
/// <param name="EventId">The event's id.</param>
/// <param name="Attempts">How often it was tried; 0 if it waits behind an earlier event of the same key.</param>
/// <param name="ParkedAt">When it was put aside.</param>
/// <param name="Error">The type of the last exception; empty if it was not tried. Its message may be personal and is not kept.</param>
public sealed record ParkedEvent(long Position, Guid EventId, int Attempts, DateTimeOffset ParkedAt, string Error);
