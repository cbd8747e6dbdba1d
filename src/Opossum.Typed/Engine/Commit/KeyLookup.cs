using System.Collections.Immutable;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>The append that a key was used for.</summary>
/// <param name="Result">Where its events are.</param>
/// <param name="HasSameContent">True if they are those of the append that asks.</param>
internal readonly record struct FoundAppend(AppendResult Result, bool HasSameContent);

/// <summary>Finds the append that a key was used for by the index; the frame itself has the last word.</summary>
internal static class KeyLookup
{
    /// <summary>The first append with a key; null if there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="view">The log.</param>
    /// <param name="upTo">The last position to look at.</param>
    /// <param name="source">Where its bytes come from.</param>
    /// <exception cref="StoreDamagedException">A frame with a key is not what was written.</exception>
    public static FoundAppend? Find<TSource>(WantedKey key, LogView view, long upTo, TSource source) where TSource : IRecordSource
    {
        foreach (var range in view.PartsIn(key.After + 1, upTo, ReadDirection.Backward))
        {
            var found = range.Part switch
            {
                TailPart part => FindIn(part, range, key, view, source),
                var part => FindIn((RunPart)part, range, key, view, source),
            };
            if (found is not null) return found;
        }

        return null;
    }

    private static FoundAppend? FindIn<TSource>(TailPart part, in PartRange range, WantedKey key, LogView view, TSource source)
        where TSource : IRecordSource
    {
        var segment = view.Segment(part.Segments.First);
        if (!part.Index.TryFind(key.Term, out var posting, out _)) return null;
        while (posting >= 0)
        {
            var (_, local, previous) = part.Index.Posting(posting);
            var position = segment.BasePosition + local;
            if (position < range.First) break;
            // The index says how long the key section of the event's frame is, and so where the frame begins.
            if (position <= range.Last && part.Index[local] is var e && e.KeyLength == key.Section.Length)
            {
                var frame = e.Offset - FrameHeader.Size - LogFormat.Align(key.Section.Length);
                if (FindAt(segment, frame, position, key, source) is { } found) return found;
            }

            posting = previous;
        }

        return null;
    }

    private static FoundAppend? FindIn<TSource>(RunPart part, in PartRange range, WantedKey key, LogView view, TSource source)
        where TSource : IRecordSource
    {
        ImmutableArray<Alternative> alternative = [new([key.Term], [])];
        if (!RunCandidates.MayMatch(part.Run, alternative)) return null;
        using var candidates = new RunCandidates(part.Run, alternative, range.First, range.Last, ReadDirection.Backward);
        while (candidates.MoveNext())
        {
            var segment = view.SegmentAt(candidates.Current);
            source.ReadSealed(segment, (int)segment.Local(candidates.Current), out var frame);
            if (frame >= 0 && FindAt(segment, frame, candidates.Current, key, source) is { } found) return found;
        }

        return null;
    }

    /// <summary>
    /// The append in a frame, if it has the key. The frame is verified whole, unless it says that its key is of another length.
    /// </summary>
    private static FoundAppend? FindAt<TSource>(Segment segment, int offset, long position, WantedKey key, TSource source)
        where TSource : IRecordSource
    {
        var bytes = source.Read(segment, offset, FrameHeader.Size);
        var length = bytes.Length == FrameHeader.Size ? FrameHeader.Read(bytes).Length : 0;
        var isPlausible = length is >= FrameHeader.Size and <= LogFormat.MaxFrameBytes;
        var frame = isPlausible ? source.Read(segment, offset, length) : default;
        if (!new FrameCodec(source.Seed).TryRead(frame, segment.Number, offset, out var header) || header.BasePosition != position)
            throw new StoreDamagedException(segment.Location, offset, "a frame with an append key is not what was written");
        if (header.KeyLength != key.Section.Length) return null;
        if (!KeySection.KeyOf(frame.Slice(FrameHeader.Size, header.KeyLength)).SequenceEqual(KeySection.KeyOf(key.Section))) return null;
        var records = frame[(FrameHeader.Size + LogFormat.Align(header.KeyLength))..];
        return new(new(header.BasePosition, header.BasePosition + header.Count - 1), KeySection.IsSameContent(records, key.Records));
    }
}

/// <summary>A key that may have been used.</summary>
/// <param name="term">What the index knows it by.</param>
/// <param name="section">What a frame with it has.</param>
/// <param name="records">The append's events, to be compared with those that are found; empty if nobody wants to know.</param>
/// <param name="after">Up to where it is known to be unused.</param>
internal readonly ref struct WantedKey(ulong term, ReadOnlySpan<byte> section, ReadOnlySpan<byte> records, long after)
{
    public static WantedKey Of(AppendRequest request) =>
        new(request.KeyTerm, request.KeySection.Written, request.Records.Written, request.KeyLookedUpTo);

    public ulong Term { get; } = term;

    public ReadOnlySpan<byte> Section { get; } = section;

    public ReadOnlySpan<byte> Records { get; } = records;

    public long After { get; } = after;
}
