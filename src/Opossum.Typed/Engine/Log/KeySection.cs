using System.IO.Hashing;

namespace Opossum.Typed.Engine.Log;

/// <summary>
/// What a frame says of its append key, between header and records: a hash of the events' content, then the key. The content is what a repeated append has again: types, versions,
/// encodings, tags and payloads, but neither metadata nor times.
/// </summary>
internal static class KeySection
{
    private const int HashSize = 16;

    public static int SizeOf(AppendKey key) => HashSize + key.Utf8.Length;

    public static void Write(AppendKey key, ReadOnlySpan<byte> records, EncodingBuffer destination)
    {
        var hash = new XxHash128();
        for (var at = 0; at < records.Length;)
        {
            var e = new EventRecord(records[at..]);
            e.AppendContent(hash);
            at += LogFormat.Align(e.Size);
        }

        hash.GetCurrentHash(destination.GetSpan(HashSize));
        destination.Advance(HashSize);
        destination.Write(key.Utf8);
    }

    /// <summary>A section that is looked for by its key alone: it says nothing of the content.</summary>
    public static byte[] Of(AppendKey key) => [.. new byte[HashSize], .. key.Utf8];

    public static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> section) => section.Length > HashSize ? section[HashSize..] : default;

    public static bool HasSameContent(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left[..HashSize].SequenceEqual(right[..HashSize]);
}
