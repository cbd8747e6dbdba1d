using System.Globalization;

namespace Opossum.Typed.Benchmarks.Storage;

/// <summary>What this process has made the disk read, as Linux counts it: what came from the page cache is not in it.</summary>
internal static class ProcessReads
{
    private const string Field = "read_bytes: ";

    public static long Bytes
    {
        get
        {
            foreach (var line in File.ReadLines("/proc/self/io"))
                if (line.StartsWith(Field, StringComparison.Ordinal))
                    return long.Parse(line.AsSpan(Field.Length), CultureInfo.InvariantCulture);
            throw new IOException("/proc/self/io has no read_bytes.");
        }
    }
}
