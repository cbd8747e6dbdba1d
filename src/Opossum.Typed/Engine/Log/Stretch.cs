namespace Opossum.Typed.Engine.Log;

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

    /// <summary>
    /// Finds the records. Sizes are believed here, but only if they lead exactly to the next stretch, past as many events as there must be, and over headers with the right positions: one that is not what was
    /// written does not put another event in its place.
    /// </summary>
    /// <param name="bytes">Of the stretch.</param>
    /// <param name="basePosition">Of the segment.</param>
    /// <param name="records">For each event, where its record is in the segment file.</param>
    /// <param name="headers">For each event that is the first of its frame, where the frame's header is; otherwise -1.</param>
    public bool TryDecode(ReadOnlySpan<byte> bytes, long basePosition, Span<int> records, Span<int> headers)
    {
        var (at, isFrame) = (0, BeginsFrame);
        for (var i = 0; i < Count; i++)
        {
            headers[i] = -1;
            if (isFrame && (headers[i] = SkipHeader(bytes, ref at, basePosition + First + i)) < 0) return false;
            if (at > bytes.Length || !EventRecord.IsPlausible(bytes[at..])) return false;
            records[i] = Offset + at;
            var record = new EventRecord(bytes[at..]);
            isFrame = record.IsLastOfFrame;
            at += LogFormat.Align(record.Size);
        }

        while (isFrame && at + FrameHeader.Size <= bytes.Length && FrameHeader.Read(bytes[at..]) is { Count: 0, Length: FrameHeader.Size }) at += FrameHeader.Size;
        return at == bytes.Length;
    }

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
