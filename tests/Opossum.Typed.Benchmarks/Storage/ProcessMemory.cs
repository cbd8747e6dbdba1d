using System.Globalization;

namespace Opossum.Typed.Benchmarks.Storage;

/// <summary>
/// The memory of this process that is its own: managed and native, without files that are mapped, and without the page cache. Linux alone.
/// </summary>
internal static class ProcessMemory
{
    private const string Field = "RssAnon:";

    /// <summary>After a collection, in bytes.</summary>
    public static long Bytes
    {
        get
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            return Now;
        }
    }

    /// <summary>As it is at this moment, garbage included, in bytes.</summary>
    public static long Now
    {
        get
        {
            foreach (var line in File.ReadLines("/proc/self/status"))
                if (line.StartsWith(Field, StringComparison.Ordinal))
                    return 1024 * long.Parse(line.AsSpan(Field.Length).Trim()[..^" kB".Length], CultureInfo.InvariantCulture);
            throw new IOException("/proc/self/status has no RssAnon.");
        }
    }
}
