using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.View;

/// <summary>
/// Where bytes of the log come from: for the commit thread the group that it stages or a file, for everybody else a file.
/// </summary>
internal interface IRecordSource
{
    ulong Seed { get; }

    /// <summary>Bytes of a segment; fewer at the end of the file. Valid until the next read.</summary>
    ReadOnlySpan<byte> Read(Segment segment, int offset, int length);
}

internal static class RecordSource
{
    /// <summary>The record of an event; valid until the next read.</summary>
    /// <exception cref="StoreDamagedException">The file does not hold what was written.</exception>
    public static EventRecord ReadRecord<TSource>(this TSource source, Segment segment, int local) where TSource : IRecordSource
    {
        var places = segment.Places;            // once: the segment may be sealed meanwhile
        if (places is not TailPlaces { Index: var tail }) return source.ReadSealed(segment, (SealedPlaces)places, local, out _);
        var e = tail[local];
        return segment.Verify(source.Read(segment, e.Offset, e.Length), e.Offset, source.Seed);
    }

    /// <summary>The record of an event with the tags that were added to it; valid until the next read.</summary>
    /// <exception cref="StoreDamagedException">A file does not hold what was written.</exception>
    public static EventRecord ReadComplete<TSource>(this TSource source, LogView view, Segment segment, int local)
        where TSource : IRecordSource =>
        view.Complete(segment.BasePosition + local, source.ReadRecord(segment, local));

    /// <summary>The record of an event in a sealed segment, and where its frame begins if it is the first of it; otherwise -1.</summary>
    public static EventRecord ReadSealed<TSource>(this TSource source, Segment segment, int local, out int frame)
        where TSource : IRecordSource =>
        source.ReadSealed(segment, (SealedPlaces)segment.Places, local, out frame);

    private static EventRecord ReadSealed<TSource>(this TSource source, Segment segment, SealedPlaces places, int local, out int frame)
        where TSource : IRecordSource
    {
        Span<int> records = stackalloc int[Stretch.MaxEvents];
        Span<int> headers = stackalloc int[Stretch.MaxEvents];
        var stretch = places.OffsetsOf(segment).Find(local);
        var bytes = source.Read(segment, stretch.Offset, stretch.Length);
        if (stretch.Decode(bytes, segment.BasePosition, records, headers) != StretchDecoding.Found)
            throw segment.DamagedEvent(stretch.Offset);
        var at = records[local - stretch.First];
        frame = headers[local - stretch.First];
        return segment.Verify(bytes[(at - stretch.Offset)..], at, source.Seed);
    }
}

/// <summary>Reads files into a buffer of the calling thread.</summary>
internal readonly struct FileRecords(ulong seed) : IRecordSource
{
    private const int MaxKept = 64 << 10;           // for each thread that ever read

    [ThreadStatic] private static byte[]? t_scratch;

    public ulong Seed => seed;

    public ReadOnlySpan<byte> Read(Segment segment, int offset, int length)
    {
        var scratch = t_scratch;
        if (scratch is null || scratch.Length < length) scratch = GC.AllocateUninitializedArray<byte>(Math.Max(length, 4096));
        if (scratch.Length <= MaxKept) t_scratch = scratch;
        return scratch.AsSpan(0, segment.File.Read(scratch.AsSpan(0, length), offset));
    }
}
