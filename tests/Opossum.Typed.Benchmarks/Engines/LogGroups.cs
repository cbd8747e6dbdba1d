using System.Buffers.Binary;

namespace Opossum.Typed.Benchmarks.Engines;

/// <summary>
/// Which bytes of a log were written and flushed together, read off a closed store: a frame says how far back the first byte lies that was
/// not durable when it was written, and by default that is where its group begins. Knows of the format, version 1, only what this takes.
/// </summary>
/// <param name="Segments">The files, with their sizes.</param>
/// <param name="Groups">In the order of writing; the close frame, which is no append's, is left out.</param>
/// <param name="Events">In all groups.</param>
internal sealed record LogGroups(IReadOnlyList<FileInfo> Segments, IReadOnlyList<LogGroup> Groups, long Events)
{
    private const int SegmentHeaderBytes = 64;
    private const int FrameHeaderBytes = 40;
    private const int CloseFlag = 1;

    public long Bytes => Groups.Sum(static group => (long)group.Length);

    public static LogGroups Read(string directory)
    {
        FileInfo[] segments = [.. new DirectoryInfo(Path.Combine(directory, "events"))
            .EnumerateFiles("*.seg")
            .OrderBy(static file => file.Name, StringComparer.Ordinal)];
        var groups = new List<LogGroup>();
        long events = 0;
        for (var i = 0; i < segments.Length; i++) events += ReadSegment(i, File.ReadAllBytes(segments[i].FullName), groups);
        return new(segments, groups, events);
    }

    private static long ReadSegment(int segment, ReadOnlySpan<byte> bytes, List<LogGroup> groups)
    {
        if (!bytes.StartsWith("OPSMLOG\n"u8)) return 0;        // prepared, not yet used
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) is var version and not 1)
            throw new InvalidDataException($"The log is of format version {version}; this tool reads version 1.");
        long events = 0;
        var start = 0;
        var at = SegmentHeaderBytes;
        while (at + FrameHeaderBytes <= bytes.Length && BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]) is var length and > 0)
        {
            var frame = bytes[at..];
            if ((BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & CloseFlag) != 0) break;
            var groupStart = at - BinaryPrimitives.ReadInt32LittleEndian(frame[32..]);
            if (groupStart != start) groups.Add(new(segment, start, groupStart - start));
            start = groupStart;
            events += BinaryPrimitives.ReadUInt16LittleEndian(frame[4..]);
            at += length;
        }

        if (at > start) groups.Add(new(segment, start, at - start));
        return events;
    }
}

/// <summary>Bytes that went to disk with one write and one flush.</summary>
/// <param name="Segment">The index of the file.</param>
/// <param name="Offset">In the file.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct LogGroup(int Segment, int Offset, int Length);
