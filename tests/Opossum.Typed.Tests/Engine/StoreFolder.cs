using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine;

/// <summary>A store's directory for one test, deleted at its end.</summary>
/// <param name="onDisk">Whether it is on a disk in the full tier too.</param>
internal sealed class StoreFolder(bool onDisk = false) : IDisposable
{
    public string Path { get; } = TestDisk.NewPath(onDisk);

    public string SegmentPath(long number) => System.IO.Path.Combine(Path, Segment.NameOf(number));

    public byte[] ReadSegment(long number) => File.ReadAllBytes(SegmentPath(number));

    public void WriteSegment(long number, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(SegmentPath(number))!);
        File.WriteAllBytes(SegmentPath(number), bytes);
    }

    public ValueTask<EmbeddedEventLog> OpenAsync(OpossumOptions? options = null) => EmbeddedEventLog.OpenAsync(Path, options);

    /// <summary>As a power cut would leave it: a copy of the files while the store is open.</summary>
    public StoreFolder Crash()
    {
        var copy = new StoreFolder(onDisk);
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(copy.Path, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            if (TryRead(file) is { } bytes) File.WriteAllBytes(target, bytes);
        }

        return copy;
    }

    /// <summary>
    /// Null for a file that is being made and got its name just now, or a run that was just merged: a crash a moment ago, or a moment
    /// later, would not have left that name.
    /// </summary>
    private static byte[]? TryRead(string file)
    {
        try
        {
            return Platform.TryReadLocked(file);
        }
        catch (IOException)
            when ((file.EndsWith(".tmp", StringComparison.Ordinal) || file.EndsWith(".run", StringComparison.Ordinal))
                && !File.Exists(file))
        {
            return null;
        }
    }

    /// <summary>Without its index a store opens by reading every segment.</summary>
    public void DeleteIndex() => Directory.Delete(System.IO.Path.Combine(Path, RunName.Directory), recursive: true);

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
