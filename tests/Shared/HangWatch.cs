using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

[assembly: HangWatch]

namespace Opossum.Typed.Tiers;

/// <summary>
/// Ends the test program, with the test's name, when a test takes longer than any test of its tier may: a hang fails the run instead of
/// stopping it. It is a thread of its own, because a hang may have taken all of the pool.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class HangWatchAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, (string Name, long Since)> Running = new();

    static HangWatchAttribute() => new Thread(Watch) { IsBackground = true, Name = "hang watch" }.Start();

    /// <summary>Ten times what the longest test of the tier takes on two quiet cores.</summary>
    private static TimeSpan Limit { get; } = Tier.IsLong ? TimeSpan.FromHours(6) : TimeSpan.FromMinutes(Tier.Size(quick: 6, full: 15));

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) =>
        Running[test.UniqueID] = (test.TestDisplayName, TimeProvider.System.GetTimestamp());

    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Running.TryRemove(test.UniqueID, out _);

    private static void Watch()
    {
        while (true)
        {
            Thread.Sleep(TimeSpan.FromSeconds(5));
            var hanging = Running.Values.Where(static test => TimeProvider.System.GetElapsedTime(test.Since) > Limit).ToArray();
            if (hanging.Length == 0) continue;
            var names = string.Join("; ", hanging.Select(static test => test.Name));
            Environment.FailFast($"These tests hang; each has run for more than {Limit.TotalMinutes} minutes: {names}");
        }
    }
}
