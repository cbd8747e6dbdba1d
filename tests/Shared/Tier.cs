using System.Globalization;

namespace Opossum.Typed.Tiers;

/// <summary>
/// How much the tests do. <c>OPOSSUM_TESTS</c> is <c>quick</c> (the default), <c>full</c> (what <c>.ci/run</c> sets) or <c>long</c> (what
/// <c>.ci/long</c> sets); docs/testing.md describes them. This is the only place that reads the three variables.
/// </summary>
internal static class Tier
{
    private static readonly string Name = Variable("OPOSSUM_TESTS") ?? "quick";

    /// <summary>True in the long tier, where one named run is started by hand.</summary>
    public static bool IsLong { get; } = Name == "long";

    /// <summary>True in the full tier and in the long one.</summary>
    public static bool IsFull { get; } = IsLong || Name == "full"
        || (Name == "quick" ? false : throw new InvalidOperationException($"OPOSSUM_TESTS is '{Name}'. Set it to quick, full or long."));

    /// <summary>
    /// The seed of every random test: 1, or what <c>OPOSSUM_SEED</c> specifies. A test that fails prints the seed that repeats the failure;
    /// for generated values it is a text of CsCheck.
    /// </summary>
    public static string SeedText { get; } = Variable("OPOSSUM_SEED") ?? "1";

    /// <summary>The seed as a number, for tests that count seeds.</summary>
    public static int Seed { get; } = int.TryParse(SeedText, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    /// <summary>The seed of a test, or of a part of it, that has seed <paramref name="number"/> in a run with seed 1.</summary>
    public static int SeedOf(int number) => Seed - 1 + number;

    /// <summary>The size of a test that exists in three sizes. <c>OPOSSUM_SIZE</c> replaces the long one.</summary>
    public static int Size(int quick, int full, int @long) => IsLong ? Given ?? @long : IsFull ? full : quick;

    /// <summary>The size of a test whose long size is the full one.</summary>
    public static int Size(int quick, int full) => IsFull ? full : quick;

    /// <summary>
    /// The size of one of several things that run together, in three sizes: <c>OPOSSUM_SIZE</c>, which can mean only one of them, does not
    /// replace it.
    /// </summary>
    public static int Share(int quick, int full, int @long) => IsLong ? @long : Size(quick, full);

    private static int? Given =>
        Variable("OPOSSUM_SIZE") is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
