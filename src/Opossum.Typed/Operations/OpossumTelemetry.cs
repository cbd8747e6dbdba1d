namespace Opossum.Typed;

/// <summary>
/// The names by which a listener, such as OpenTelemetry, finds what stores tell of themselves. The instruments and spans are described in
/// docs/durability.md.
/// </summary>
/// <example>
/// <code>
/// builder.Services.AddOpenTelemetry()
///     .WithMetrics(metrics => metrics.AddMeter(OpossumTelemetry.MeterName))
///     .WithTracing(tracing => tracing.AddSource(OpossumTelemetry.ActivitySourceName));
/// </code>
/// </example>
public static class OpossumTelemetry
{
    /// <summary>The meter. There is one for each open store, and it carries the store's place as its tag <see cref="StoreTag"/>.</summary>
    public const string MeterName = "Opossum.Typed";

    /// <summary>The source of the spans for appends and openings.</summary>
    public const string ActivitySourceName = "Opossum.Typed";

    /// <summary>The tag with a store's place: the full path of its directory.</summary>
    public const string StoreTag = "opossum.store";

    /// <summary>The place of a log, as the store's own meter has it; null for the log of another engine.</summary>
    internal static string? PlaceOf(IReadOnlyEventLog log)
    {
        for (var each = log; each is not null; each = each.Inner)
            if (each is EmbeddedEventLog embedded) return embedded.Metrics.Place;
        return null;
    }
}
