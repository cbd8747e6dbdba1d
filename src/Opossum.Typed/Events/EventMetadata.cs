using System.Collections.Immutable;
using System.Globalization;

namespace Opossum.Typed;

/// <summary>What the store knows of an event beside its payload.</summary>
/// <param name="Id">The event's own id.</param>
/// <param name="RecordedAt">When it was recorded, by the clock of the appending process. Not promised to rise with the position.</param>
public readonly record struct EventMetadata(Guid Id, DateTimeOffset RecordedAt)
{
    private readonly ImmutableDictionary<string, string>? _values;

    /// <summary>
    /// What the event belongs to, such as a request; null when it was not said and there was no <see cref="System.Diagnostics.Activity"/>.
    /// </summary>
    public string? CorrelationId { get; init; }

    /// <summary>What caused the event; null when it was not said and there was no <see cref="System.Diagnostics.Activity"/>.</summary>
    public string? CausationId { get; init; }

    /// <summary>Pairs of your own.</summary>
    public ImmutableDictionary<string, string> Values
    {
        get => _values ?? ImmutableDictionary<string, string>.Empty;
        init => _values = value;
    }

    /// <summary>
    /// When the event was recorded and how many pairs there are, such as <c>2026-11-29T14:21:08.0000000+00:00, 2 pairs</c>. Ids and pairs
    /// are content.
    /// </summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{RecordedAt:O}, {Values.Count} pair{(Values.Count == 1 ? "" : "s")}");
}
