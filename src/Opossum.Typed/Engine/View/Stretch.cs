using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.View;

/// <summary>Some events of a sealed segment that lie side by side.</summary>
/// <param name="Offset">Where they begin: with a frame's header, or with a record within a frame.</param>
/// <param name="End">Where the next stretch begins, or the segment's frames end.</param>
/// <param name="First">The first event's place in the segment.</param>
/// <param name="Count">How many there are.</param>
/// <param name="BeginsFrame">Whether a header comes first.</param>
internal readonly record struct Stretch(int Offset, int End, int First, int Count, bool BeginsFrame)
{
    public const int MaxEvents = 16;

    public int Length => End - Offset;

    public bool Contains(long local) => local >= First && local < First + Count;

    /// <summary>How much of it lies on the page of the file where it begins: as a rule all but the end of its last event.</summary>
    public int LengthOnPage => Math.Min(Length, SparseOffsets.PageSize - Offset % SparseOffsets.PageSize);

    /// <summary>
    /// Finds the records. Sizes are believed here, but only if they lead exactly to the next stretch, past as many events as there must be,
    /// and over headers with the right positions: one that is not what was written does not put another event in its place.
    /// </summary>
    /// <param name="bytes">Of the stretch: all, or as many as are at hand.</param>
    /// <param name="basePosition">Of the segment.</param>
    /// <param name="records">For each event, where its record is in the segment file.</param>
    /// <param name="headers">For each event that is the first of its frame, where the frame's header is; otherwise -1.</param>
    public StretchDecoding Decode(ReadOnlySpan<byte> bytes, long basePosition, Span<int> records, Span<int> headers)
    {
        var (at, isFrame) = (0, BeginsFrame);
        for (var i = 0; i < Count; i++)
        {
            headers[i] = -1;
            if (isFrame && (headers[i] = SkipHeader(bytes, ref at, basePosition + First + i)) < 0)
                return Without(bytes, at + FrameHeader.Size);
            if (at + sizeof(int) > bytes.Length) return Without(bytes, at + sizeof(int));
            var size = EventRecord.SizeOf(bytes[at..]);
            if (size < EventRecord.HeaderSize || size > Length - at) return StretchDecoding.Damaged;
            records[i] = Offset + at;
            var end = at + LogFormat.Align(size);
            if (i == Count - 1 && end == Length) return StretchDecoding.Found;          // where the last record can be cut off
            if (at + EventRecord.HeaderSize > bytes.Length) return Without(bytes, at + EventRecord.HeaderSize);
            isFrame = EventRecord.EndsFrame(bytes[at..]);
            at = end;
        }

        while (isFrame && at + FrameHeader.Size <= bytes.Length && FrameHeader.Read(bytes[at..]) is { Count: 0, Length: FrameHeader.Size })
            at += FrameHeader.Size;
        return at == Length ? StretchDecoding.Found : Without(bytes, isFrame ? at + FrameHeader.Size : 0);
    }

    /// <summary>What it means that bytes are missing up to here, or that they are there and wrong.</summary>
    private StretchDecoding Without(ReadOnlySpan<byte> bytes, int needed) =>
        needed > bytes.Length && needed <= Length ? StretchDecoding.TooShort : StretchDecoding.Damaged;

    /// <summary>Comes to the first record of the frame that an event begins; marks of clean stops are stepped over.</summary>
    /// <returns>Where the frame's header is; -1 if there is none.</returns>
    private int SkipHeader(ReadOnlySpan<byte> bytes, ref int at, long position)
    {
        for (; at + FrameHeader.Size <= bytes.Length; at += FrameHeader.Size)
        {
            var header = FrameHeader.Read(bytes[at..]);
            if (header.BasePosition != position) return -1;
            if (header.Count == 0 && header.Length == FrameHeader.Size) continue;
            var offset = Offset + at;
            at += header.RecordsOffset;
            return offset;
        }

        return -1;
    }
}

internal enum StretchDecoding
{
    /// <summary>All its records were found, though the last may be there in part.</summary>
    Found,

    /// <summary>More of its bytes are needed to tell.</summary>
    TooShort,

    Damaged,
}
