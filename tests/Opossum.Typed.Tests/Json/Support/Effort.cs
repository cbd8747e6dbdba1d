namespace Opossum.Typed.Tests.Json;

/// <summary>
/// How much a comparison with System.Text.Json tries: all in the long tier, a twentieth in the full one, a fortieth in the quick one.
/// </summary>
internal static class Effort
{
    /// <summary>
    /// Of damaged payloads of one event, a tenth in the other tiers too: of fewer, some event would have none that is accepted.
    /// </summary>
    public static int OfEvents(int all) => Tier.IsLong ? all : all / 10;

    public static int Of(int all) => Tier.IsLong ? all : all / Tier.Size(quick: 40, full: 20);
}
