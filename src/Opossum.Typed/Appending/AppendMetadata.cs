using System.Globalization;

namespace Opossum.Typed;

/// <summary>What an append stores beside each of its events: where they belong, what caused them, and pairs of your own.</summary>
/// <example>
/// <code>
/// await store.DecideAsync(new Subscribe(course, ada), metadata: new()
/// {
///     CorrelationId = request.TraceIdentifier,
///     Values = new Dictionary&lt;string, string&gt; { ["client"] = "kiosk-3" },
/// });
/// </code>
/// </example>
public sealed class AppendMetadata
{
    /// <inheritdoc cref="EventData.CorrelationId"/>
    public string? CorrelationId { get; init; }

    /// <inheritdoc cref="EventData.CausationId"/>
    public string? CausationId { get; init; }

    /// <inheritdoc cref="EventData.Metadata"/>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>How many pairs there are, such as <c>2 pairs</c>. Ids and pairs are content.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Values?.Count ?? 0} pair{(Values?.Count == 1 ? "" : "s")}");
}
