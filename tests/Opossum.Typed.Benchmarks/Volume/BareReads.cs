using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>
/// The reads alone that an entity's events can't do without: a page of the log's own files each, as far apart as the events are, from the
/// page cache, by the same call, and nothing done with them.
/// </summary>
internal static class BareReads
{
    private const int Entities = 1000;
    private const int PageSize = 4096;
    private const int Rounds = 9;

    /// <param name="files">Of the log, oldest first.</param>
    /// <param name="bytesPerEvent">As the log has them, with all that goes with one.</param>
    /// <returns>Microseconds for the events of one entity.</returns>
    public static double Measure(IReadOnlyList<string> files, double bytesPerEvent)
    {
        // The oldest are shorter than the rest: a place is easier to find without them, and any other is as good.
        var length = files.Max(static file => new FileInfo(file).Length);
        SafeFileHandle[] handles = [.. files.Where(file => new FileInfo(file).Length == length)
            .Select(static file => File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))];
        var buffer = new byte[PageSize];
        var rounds = new double[Rounds];
        for (var round = -1; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var entity = 0; entity < Entities; entity++)
            {
                for (var e = 0; e < VolumeLoad.EventsOfEntity; e++)
                {
                    var (file, offset) = Math.DivRem((long)((entity + (double)e * Entities) * 10 * bytesPerEvent), length);
                    if (RandomAccess.Read(handles[file % handles.Length], buffer, offset / PageSize * PageSize) == 0)
                        throw new InvalidOperationException("A page is missing.");
                }
            }

            if (round >= 0) rounds[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Entities;
        }

        foreach (var handle in handles) handle.Dispose();
        Array.Sort(rounds);
        return rounds[Rounds / 2];
    }
}
