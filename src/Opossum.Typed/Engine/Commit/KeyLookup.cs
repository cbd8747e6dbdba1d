using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Commit;

/// <summary>Finds the append that a key was used for by the index; the frame itself has the last word.</summary>
internal static class KeyLookup
{
    /// <inheritdoc cref="TryFind{TSource}(ulong, ReadOnlySpan{byte}, long, Segment[], long, TSource, out AppendResult, out bool)"/>
    public static bool TryFind<TSource>(AppendRequest request, Segment[] segments, long upTo, TSource source, out AppendResult earlier, out bool hasSameContent)
        where TSource : IRecordSource =>
        TryFind(request.KeyTerm, request.KeySection.Written, request.KeyLookedUpTo, segments, upTo, source, out earlier, out hasSameContent);

    /// <summary>Where the events of the first append with a key are.</summary>
    /// <param name="term">What the index knows the key by.</param>
    /// <param name="section">The key, as a frame has it.</param>
    /// <param name="after">Up to where it is known to be unused.</param>
    /// <param name="segments">The log.</param>
    /// <param name="upTo">The last position to look at.</param>
    /// <param name="source">Where its bytes come from.</param>
    /// <param name="earlier">Where its events are.</param>
    /// <param name="hasSameContent">Whether they are what the section says.</param>
    public static bool TryFind<TSource>(ulong term, ReadOnlySpan<byte> section, long after, Segment[] segments, long upTo, TSource source, out AppendResult earlier, out bool hasSameContent)
        where TSource : IRecordSource
    {
        for (var i = segments.Length - 1; i >= 0; i--)
        {
            var segment = segments[i];
            if (i + 1 < segments.Length && segments[i + 1].BasePosition - 1 <= after) break;
            for (var posting = Newest(segment.Index, term); posting >= 0;)
            {
                var (_, local, previous) = segment.Index.Posting(posting);
                if (segment.BasePosition + local <= after) break;
                if (segment.BasePosition + local <= upTo && IsOfKey(segment, local, section, source, out earlier, out hasSameContent)) return true;
                posting = previous;
            }
        }

        (earlier, hasSameContent) = (default, false);
        return false;
    }

    private static int Newest(TailIndex index, ulong term) => index.TryFind(term, out var newest, out _) ? newest : -1;

    /// <summary>The index says how long the key section of the event's frame is, and so where the frame begins; the frame is verified as a whole.</summary>
    /// <exception cref="StoreDamagedException">The frame is not what was written.</exception>
    private static bool IsOfKey<TSource>(Segment segment, int local, ReadOnlySpan<byte> section, TSource source, out AppendResult result, out bool hasSameContent)
        where TSource : IRecordSource
    {
        (result, hasSameContent) = (default, false);
        var e = segment.Index[local];
        if (e.KeyLength != section.Length) return false;
        var offset = e.Offset - FrameHeader.Size - LogFormat.Align(section.Length);
        var length = FrameHeader.Read(source.Read(segment, offset, FrameHeader.Size)).Length;
        var isPlausible = length is >= FrameHeader.Size and <= LogFormat.MaxFrameBytes;
        var frame = isPlausible ? source.Read(segment, offset, length) : default;
        if (!new FrameCodec(source.Seed).TryRead(frame, segment.Number, offset, out var header) || header.BasePosition != segment.BasePosition + local)
            throw new StoreDamagedException(segment.Location, offset, "a frame with an append key is not what was written");
        var found = frame.Slice(FrameHeader.Size, section.Length);
        if (!KeySection.KeyOf(found).SequenceEqual(KeySection.KeyOf(section))) return false;
        result = new(header.BasePosition, header.BasePosition + header.Count - 1);
        hasSameContent = KeySection.HasSameContent(found, section);
        return true;
    }
}
