using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Commit;

/// <summary>Finds the append that a key was used for by the index; the frame itself has the last word.</summary>
internal static class KeyLookup
{
    /// <summary>Where the events of the first append with the request's key are.</summary>
    /// <param name="request">A request with a key.</param>
    /// <param name="segments">The log.</param>
    /// <param name="upTo">The last position to look at.</param>
    /// <param name="source">Where its bytes come from.</param>
    /// <param name="earlier">Where its events are.</param>
    /// <param name="hasSameContent">Whether they are what the request would append.</param>
    public static bool TryFind<TSource>(AppendRequest request, Segment[] segments, long upTo, TSource source, out AppendResult earlier, out bool hasSameContent)
        where TSource : IRecordSource
    {
        var term = Term.OfKey(request.Key!.Value.Utf8, source.Seed);
        foreach (var segment in segments)
        {
            for (var posting = Newest(segment.Index, term); posting >= 0;)
            {
                var (_, local, previous) = segment.Index.Posting(posting);
                if (segment.BasePosition + local <= upTo && IsOfKey(segment, local, request.KeySection.Written, source, out earlier, out hasSameContent)) return true;
                posting = previous;
            }
        }

        (earlier, hasSameContent) = (default, false);
        return false;
    }

    private static int Newest(TailIndex index, ulong term) => index.TryFind(term, out var newest, out _) ? newest : -1;

    /// <summary>A frame with this key lies as far before its first record as header and key section are long.</summary>
    private static bool IsOfKey<TSource>(Segment segment, int local, ReadOnlySpan<byte> section, TSource source, out AppendResult result, out bool hasSameContent)
        where TSource : IRecordSource
    {
        (result, hasSameContent) = (default, false);
        var length = FrameHeader.Size + LogFormat.Align(section.Length);
        var offset = segment.Index[local].Offset - length;
        if (offset < SegmentHeader.Size) return false;
        var bytes = source.Read(segment, offset, length);
        if (bytes.Length < length) return false;
        var header = FrameHeader.Read(bytes);
        if (header.KeyLength != section.Length || header.BasePosition != segment.BasePosition + local) return false;
        var found = bytes.Slice(FrameHeader.Size, section.Length);
        if (!KeySection.KeyOf(found).SequenceEqual(KeySection.KeyOf(section))) return false;
        result = new(header.BasePosition, header.BasePosition + header.Count - 1);
        hasSameContent = KeySection.HasSameContent(found, section);
        return true;
    }
}
