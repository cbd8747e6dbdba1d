using System.Globalization;

namespace Opossum.Typed.CrashSim.Tests;

/// <summary>How much a run does, from the environment; README.md says what for.</summary>
internal static class Settings
{
    public static int Workers => Environment.ProcessorCount;

    /// <summary>How many distinct crash states; a small share by default.</summary>
    public static long States => Number("OPOSSUM_CRASH_STATES", 20_000);

    /// <summary>Where the seeds begin.</summary>
    public static int Seed => (int)Number("OPOSSUM_CRASH_SEED", 1);

    private static long Number(string variable, long otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
