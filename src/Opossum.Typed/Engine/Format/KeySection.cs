using System.IO.Hashing;

namespace Opossum.Typed.Engine.Format;

/// <summary>
/// What a frame says of its append key, between header and records: a hash of the events' content, then the key. The content is what a
/// repeated append has again: types, versions, encodings, tags and payloads, but neither metadata nor times.
/// </summary>
internal static class KeySection
{
    private const int HashSize = 16;

    public static int SizeOf(AppendKey key) => HashSize + key.Utf8.Length;

    public static void Write(AppendKey key, ReadOnlySpan<byte> records, EncodingBuffer destination)
    {
        var hash = new XxHash128();
        foreach (var (_, e) in new FrameRecords(records)) e.AppendContent(hash);
        hash.GetCurrentHash(destination.GetSpan(HashSize));
        destination.Advance(HashSize);
        destination.Write(key.Utf8);
    }

    /// <summary>A section that is looked for by its key alone: it says nothing of the content.</summary>
    public static byte[] Of(AppendKey key) => [.. new byte[HashSize], .. key.Utf8];

    public static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> section) => section.Length > HashSize ? section[HashSize..] : default;

    /// <summary>
    /// Whether two appends are the same: their events say the same, in the same order. The events are compared and not the hashes, which
    /// depend on the order of an event's tags: that order means nothing, and comes from the order of a record's members.
    /// </summary>
    /// <param name="left">The records of one, each padded.</param>
    /// <param name="right">The records of the other.</param>
    public static bool IsSameContent(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var others = new FrameRecords(right);
        foreach (var (_, e) in new FrameRecords(left))
            if (!others.MoveNext() || !e.HasContentOf(others.Current.Event)) return false;
        return others.IsAtEnd;
    }
}
