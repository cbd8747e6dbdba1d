using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>What the device itself gives: random reads of 4 KiB of the log's own files, from as many threads as read entities.</summary>
internal static class DeviceReads
{
    /// <returns>Reads a second.</returns>
    public static double Measure(IReadOnlyList<string> files, int threads, int reads)
    {
        SafeFileHandle[] handles =
            [.. files.Select(static file => File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))];
        long[] blocks = [.. handles.Select(static handle => RandomAccess.GetLength(handle) / 4096)];
        var start = Stopwatch.GetTimestamp();
        Thread[] all = [.. Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            var random = new Random(number);
            var buffer = new byte[4096];
            for (var i = 0; i < reads / threads; i++)
            {
                var file = random.Next(handles.Length);
                RandomAccess.Read(handles[file], buffer, random.NextInt64(blocks[file]) * 4096);
            }
        }))];
        foreach (var thread in all) thread.Start();
        foreach (var thread in all) thread.Join();
        var elapsed = Stopwatch.GetElapsedTime(start);
        foreach (var handle in handles) handle.Dispose();
        return reads / threads * threads / elapsed.TotalSeconds;
    }
}
