using System.Collections.Immutable;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Runs;

namespace Opossum.Typed.Engine.Commit;

/// <summary>Finds the append that a key was used for by the index; the frame itself has the last word.</summary>
internal static class KeyLookup
{
    /// <inheritdoc cref="TryFind{TSource}(WantedKey, LogView, long, TSource, out AppendResult, out bool)"/>
    public static bool TryFind<TSource>(AppendRequest request, LogView view, long upTo, TSource source, out AppendResult earlier, out bool hasSameContent)
        where TSource : IRecordSource =>
        TryFind(WantedKey.Of(request), view, upTo, source, out earlier, out hasSameContent);

    /// <summary>Where the events of the first append with a key are.</summary>
    /// <param name="key">The key.</param>
    /// <param name="view">The log.</param>
    /// <param name="upTo">The last position to look at.</param>
    /// <param name="source">Where its bytes come from.</param>
    /// <param name="earlier">Where its events are.</param>
    /// <param name="hasSameContent">Whether they are those of the append.</param>
    public static bool TryFind<TSource>(WantedKey key, LogView view, long upTo, TSource source, out AppendResult earlier, out bool hasSameContent)
        where TSource : IRecordSource
    {
        var parts = view.Parts;
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            if (i + 1 < parts.Length && parts[i + 1].First - 1 <= key.After) break;
            var last = i + 1 < parts.Length ? Math.Min(parts[i + 1].First - 1, upTo) : upTo;
            var isFound = parts[i].Tail is { } tail
                ? TryFindIn(key, view.Segment(parts[i].Segments.First), tail, last, source, out earlier, out hasSameContent)
                : TryFindIn(key, view, parts[i].Run!, last, source, out earlier, out hasSameContent);
            if (isFound) return true;
        }

        (earlier, hasSameContent) = (default, false);
        return false;
    }

    private static bool TryFindIn<TSource>(WantedKey key, Segment segment, TailIndex tail, long upTo, TSource source, out AppendResult earlier, out bool hasSameContent)
        where TSource : IRecordSource
    {
        if (!tail.TryFind(key.Term, out var posting, out _)) posting = -1;
        while (posting >= 0)
        {
            var (_, local, previous) = tail.Posting(posting);
            if (segment.BasePosition + local <= key.After) break;
            if (segment.BasePosition + local <= upTo
                && IsOfKey(segment, tail[local], local, key, source, out earlier, out hasSameContent)) return true;
            posting = previous;
        }

        (earlier, hasSameContent) = (default, false);
        return false;
    }

    private static bool TryFindIn<TSource>(WantedKey key, LogView view, Run run, long upTo, TSource source, out AppendResult earlier, out bool hasSameContent)
        where TSource : IRecordSource
    {
        (earlier, hasSameContent) = (default, false);
        ImmutableArray<Alternative> alternative = [new([key.Term], [])];
        if (!RunMatches.MayMatch(run, alternative)) return false;
        using var matches = new RunMatches(run, alternative, key.After + 1, upTo, backward: true);
        while (matches.MoveNext())
        {
            var segment = view.SegmentAt(matches.Current);
            source.ReadSealed(segment, (int)segment.Local(matches.Current), out var frame);
            if (frame >= 0 && IsOfKey(segment, frame, matches.Current, key, source, out earlier, out hasSameContent)) return true;
        }

        return false;
    }

    /// <summary>The index says how long the key section of the event's frame is, and so where the frame begins.</summary>
    private static bool IsOfKey<TSource>(
        Segment segment, in IndexedEvent e, int local, WantedKey key, TSource source, out AppendResult result, out bool hasSameContent)
        where TSource : IRecordSource
    {
        (result, hasSameContent) = (default, false);
        if (e.KeyLength != key.Section.Length) return false;
        var frame = e.Offset - FrameHeader.Size - LogFormat.Align(key.Section.Length);
        return IsOfKey(segment, frame, segment.BasePosition + local, key, source, out result, out hasSameContent);
    }

    /// <summary>The frame is verified as a whole, unless it says that its key is of another length.</summary>
    /// <exception cref="StoreDamagedException">The frame is not what was written.</exception>
    private static bool IsOfKey<TSource>(
        Segment segment, int offset, long position, WantedKey key, TSource source, out AppendResult result, out bool hasSameContent)
        where TSource : IRecordSource
    {
        (result, hasSameContent) = (default, false);
        var bytes = source.Read(segment, offset, FrameHeader.Size);
        var length = bytes.Length == FrameHeader.Size ? FrameHeader.Read(bytes).Length : 0;
        var isPlausible = length is >= FrameHeader.Size and <= LogFormat.MaxFrameBytes;
        var frame = isPlausible ? source.Read(segment, offset, length) : default;
        if (!new FrameCodec(source.Seed).TryRead(frame, segment.Number, offset, out var header) || header.BasePosition != position)
            throw new StoreDamagedException(segment.Location, offset, "a frame with an append key is not what was written");
        if (header.KeyLength != key.Section.Length) return false;
        if (!KeySection.KeyOf(frame.Slice(FrameHeader.Size, header.KeyLength)).SequenceEqual(KeySection.KeyOf(key.Section))) return false;
        result = new(header.BasePosition, header.BasePosition + header.Count - 1);
        hasSameContent = KeySection.IsSameContent(frame[(FrameHeader.Size + LogFormat.Align(header.KeyLength))..], key.Records);
        return true;
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
