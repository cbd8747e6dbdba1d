using System.Diagnostics;

namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>
/// 64 appenders, one event an append, each under a condition after the head that its last append has shown it; for a while.
/// </summary>
internal static class AppendWindow
{
    private const int Appenders = 64;

    /// <returns>Events a second.</returns>
    public static async Task<double> RunAsync(IEventLog log, TimeSpan duration)
    {
        var (begin, next) = (Stopwatch.GetTimestamp(), log.Head);
        var before = next;
        await Task.WhenAll(Enumerable.Range(0, Appenders).Select(_ => Task.Run(async () =>
        {
            var head = log.Head;
            while (Stopwatch.GetElapsedTime(begin) < duration)
            {
                var number = Interlocked.Increment(ref next) - 1;
                var e = VolumeLoad.Make(number);
                var result = await log.AppendAsync([e], Query.Tagged(new Tag(VolumeLoad.Unique(number))).After(head));
                head = result.Last;
            }
        })));
        return (log.Head - before) / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
