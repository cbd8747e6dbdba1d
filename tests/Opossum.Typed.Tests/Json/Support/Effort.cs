namespace Opossum.Typed.Tests.Json;

/// <summary>A tenth by default, so that a test run stays short; all of it with OPOSSUM_ORACLE=full.</summary>
internal static class Effort
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("OPOSSUM_ORACLE") == "full";

    public static int Of(int full) => IsFull ? full : full / 10;
}
