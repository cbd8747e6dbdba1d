using Opossum.Typed.Engine.Backup;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Opening;

/// <summary>
/// Looks at the files of segments that a run knows when the log is opened, so that one that is missing, cut, extended or in another's place
/// is found then. It takes two reads a file: the header, and the last frame, whose hash the next segment continues. The bytes between
/// them are verified when they are read. If the store may be a copy that was made while it was open, everything is read.
/// </summary>
internal sealed class SealedCheck(IStorage storage, Guid storeId, bool readsAll)
{
    /// <summary>A disk serves several readers faster than one; for a few segments threads would cost more than they save.</summary>
    private const int Workers = 8;

    /// <summary>Each worker that reads whole segments needs the memory of one.</summary>
    private const int WorkersThatReadAll = 2;

    private const int SegmentsPerWorker = 16;

    /// <summary>A last frame up to this size is verified as a whole. Of a larger one the header is compared, which has the hash.</summary>
    private const int MaxFrameBytes = 4 << 10;

    /// <exception cref="StoreDamagedException">A file is not as the run knows it; of several the first.</exception>
    /// <exception cref="StoreFormatException">A file is of another version.</exception>
    public void Examine(Run run)
    {
        var most = readsAll ? WorkersThatReadAll : Workers;
        FirstFailure.Of(run.Segments.Length, Math.Min(most, run.Segments.Length / SegmentsPerWorker + 1), () =>
        {
            var bytes = new SegmentBytes();
            return i => Examine(run.Range.First + i, run.Segments[i], bytes);
        });
    }

    private void Examine(long number, in SealedSegment known, SegmentBytes bytes)
    {
        var name = Segment.NameOf(number);
        using var file = storage.Open(name);
        var header = ReadHeader(file, name);
        if (header.Number != number) throw Damage(name, 0, $"the file is segment {header.Number} under another name");
        if (header.StoreId != storeId) throw Damage(name, 0, "the file belongs to another store");
        if ((header.BasePosition, header.PreviousHash) != (known.BasePosition, known.PreviousHash))
            throw Damage(name, 0, "the file is of another history than the log");
        var length = file.Length;
        if (length != known.FileLength)
            throw Damage(name, Math.Min(length, known.FileLength), $"the file has {length} bytes, and had {known.FileLength}");
        if (!HasLastFrame(file, header, known))
            throw Damage(name, known.LastFrame, "the last frame of the segment is not what was written");
        if (readsAll) ReadAll(file, header, known, bytes);
    }

    private SegmentHeader ReadHeader(IStorageFile file, string name)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        return SegmentHeader.TryRead(bytes[..file.Read(bytes, 0)], out var header) switch
        {
            SegmentHeaderState.Valid => header,
            SegmentHeaderState.OtherVersion => throw new StoreFormatException(
                storage.Describe(name), $"is of another format version; this one reads version {LogFormat.Version}."),
            _ => throw Damage(name, 0, "the header of the segment is not what was written"),
        };
    }

    private static bool HasLastFrame(IStorageFile file, in SegmentHeader segment, in SealedSegment known)
    {
        if (known.LastFrame == 0) return true;
        var length = known.EndOffset - known.LastFrame;
        Span<byte> bytes = stackalloc byte[MaxFrameBytes];
        bytes = bytes[..file.Read(bytes[..Math.Min(length, MaxFrameBytes)], known.LastFrame)];
        if (bytes.Length < FrameHeader.Size) return false;
        var frame = FrameHeader.Read(bytes);
        return (frame.Length, frame.Hash, frame.BasePosition + frame.Count) == (length, known.LastHash, known.NextPosition)
            && (length > MaxFrameBytes || new FrameCodec(segment.Seed).TryRead(bytes, segment.Number, known.LastFrame, out _));
    }

    private void ReadAll(IStorageFile file, in SegmentHeader header, in SealedSegment known, SegmentBytes bytes)
    {
        var name = Segment.NameOf(header.Number);
        var part = new SealedPart(name, header, new(storeId, header.Number + 1, known.NextPosition, known.LastHash));
        if (!part.IsHeldBy(bytes.ReadAll(file), out var offset))
            throw Damage(name, offset, "a frame that was acknowledged is not what was written");
    }

    private StoreDamagedException Damage(string name, long offset, string problem) => new(storage.Describe(name), offset, problem);
}
