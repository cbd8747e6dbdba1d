namespace Opossum.Typed.Tests.Json;

/// <summary>
/// How much a comparison with System.Text.Json tries: all in the long tier, a tenth in the full one; in the quick one a fortieth of the
/// values.
/// </summary>
internal static class Effort
{
    public static int OfMutations(int all) => Tier.IsLong ? all : all / 10;

    public static int OfValues(int all) => Tier.IsLong ? all : all / Tier.Size(quick: 40, full: 10);
}
