using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Commit;

/// <summary>Where bytes of the log come from: for the commit thread the group that it stages or a file, for everybody else a file.</summary>
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
    public static EventRecord ReadRecord<TSource>(this TSource source, Segment segment, in IndexedEvent e) where TSource : IRecordSource
    {
        var record = source.Read(segment, e.Offset, e.Length);
        return record.Length == e.Length && EventRecord.IsPlausible(record) && EventRecord.IsIntact(record, source.Seed)
            ? new(record)
            : throw new StoreDamagedException(segment.Location, e.Offset, "an event is not what was written");
    }
}

/// <summary>Reads files into a buffer of the calling thread.</summary>
internal readonly struct FileRecords(ulong seed) : IRecordSource
{
    [ThreadStatic] private static byte[]? t_scratch;

    public ulong Seed => seed;

    public ReadOnlySpan<byte> Read(Segment segment, int offset, int length)
    {
        var scratch = t_scratch;
        if (scratch is null || scratch.Length < length) t_scratch = scratch = new byte[Math.Max(length, 4096)];
        return scratch.AsSpan(0, segment.File.Read(scratch.AsSpan(0, length), offset));
    }
}
