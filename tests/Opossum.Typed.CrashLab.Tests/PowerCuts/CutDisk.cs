namespace Opossum.Typed.CrashLab.Tests.PowerCuts;

/// <summary>
/// What a disk has after a power cut: of each file all that was done before it was last flushed, and of what came later anything: all,
/// nothing, some calls without others, some sectors of a call.
/// </summary>
internal sealed class CutDisk(Random random)
{
    private const int Sector = 512;

    /// <summary>Writes the files as a power cut may leave them.</summary>
    /// <param name="calls">What was done.</param>
    /// <param name="end">How many calls were made before the cut.</param>
    /// <param name="directory">Gets the files.</param>
    public void Write(DiskCall[] calls, int end, string directory)
    {
        foreach (var file in calls.Take(end).GroupBy(static call => call.File))
        {
            if (ContentOf([.. file]) is not { } content) continue;
            using var target = File.Create(Path.Combine(directory, file.Key));
            content.WriteTo(target);
        }
    }

    /// <returns>Null if there is no such file.</returns>
    private MemoryStream? ContentOf(DiskCall[] calls)
    {
        MemoryStream? content = null;
        var flushed = Array.FindLastIndex(calls, static call => call.Kind == CallKind.Sync);
        var luck = random.Next(4) switch { 0 => 0, 1 => 100, _ => random.Next(101) };
        var isTorn = random.Next(2) == 0;
        for (var i = 0; i < calls.Length; i++)
        {
            if (calls[i].Kind == CallKind.Delete)
            {
                // The name is of the directory. What was made again under it shows that the old one had gone.
                var isDurable = calls[i].Offset != 0 || i < calls.Length - 1;
                if (isDurable || random.Next(2) == 0) content = null;
                continue;
            }

            if (i < flushed) Apply(ref content, calls[i], luck: 100);
            else if (isTorn && calls[i].Kind == CallKind.Write) ApplySectors(ref content, calls[i], luck);
            else Apply(ref content, calls[i], luck);
        }

        return content;
    }

    private void ApplySectors(ref MemoryStream? content, DiskCall call, int luck)
    {
        for (var begin = 0; begin < call.Bytes.Length; begin += Sector)
        {
            var end = Math.Min(begin + Sector, call.Bytes.Length);
            Apply(ref content, call with { Offset = call.Offset + begin, Bytes = call.Bytes[begin..end] }, luck);
        }
    }

    private void Apply(ref MemoryStream? content, DiskCall call, int luck)
    {
        if (random.Next(100) >= luck) return;
        content ??= new();
        if (call.Kind == CallKind.Truncate) content.SetLength(call.Offset);
        if (call.Kind != CallKind.Write) return;
        content.Position = call.Offset;
        content.Write(call.Bytes);
    }
}
