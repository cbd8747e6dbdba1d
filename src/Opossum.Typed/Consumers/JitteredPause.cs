namespace Opossum.Typed;

/// <summary>Pauses between attempts.</summary>
internal static class JitteredPause
{
    /// <summary>
    /// The pause after so many failed attempts: it doubles, and is shortened at random by up to a half so that many that failed together
    /// don't come back together.
    /// </summary>
    public static TimeSpan After(int attempts, TimeSpan first, TimeSpan longest)
    {
        var pause = first.TotalMilliseconds * Math.Pow(2, Math.Min(attempts - 1, 30));
        return TimeSpan.FromMilliseconds(Math.Min(pause, longest.TotalMilliseconds) * (1 - Random.Shared.NextDouble() / 2));
    }
}
