using System.Runtime.CompilerServices;

namespace Opossum.Typed.Tiers;

/// <summary>
/// Waits for what another thread does, and fails with the condition's text if that takes longer than any machine should need.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <param name="condition">Is asked about every millisecond.</param>
    /// <param name="patience">A minute if null.</param>
    /// <param name="text">The condition's text, which the compiler passes.</param>
    public static async Task IsTrueAsync(
        Func<bool> condition, TimeSpan? patience = null, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        var limit = patience ?? Patience;
        var begin = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > limit) Assert.Fail($"Not true after {limit.TotalSeconds} s: {text}");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
