using System.Diagnostics;

namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// Times flushes of a block that is written over, as a commit writes into a prepared segment: neither size nor places of the file change.
/// </summary>
internal static class FlushProbe
{
    private const int Flushes = 16;
    private const int BlockBytes = 4096;

    /// <param name="storage">Where.</param>
    /// <param name="name">A file that is made for it and deleted again.</param>
    public static (TimeSpan Median, TimeSpan Slowest) Run(IStorage storage, string name)
    {
        var times = new TimeSpan[Flushes];
        try
        {
            using var file = storage.Create(name);
            var block = new byte[BlockBytes];
            file.Write(block, 0);
            file.Flush();
            for (var i = 0; i < Flushes; i++)
            {
                block.AsSpan().Fill((byte)(i + 1));
                file.Write(block, 0);
                var start = Stopwatch.GetTimestamp();
                file.Flush();
                times[i] = Stopwatch.GetElapsedTime(start);
            }
        }
        finally
        {
            TryDelete(storage, name);
        }

        Array.Sort(times);
        return ((times[(Flushes / 2) - 1] + times[Flushes / 2]) / 2, times[^1]);
    }

    private static void TryDelete(IStorage storage, string name)
    {
        try
        {
            storage.Delete(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The next opening deletes it.
        }
    }
}
