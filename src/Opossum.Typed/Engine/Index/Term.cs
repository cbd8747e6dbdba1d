using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Index;

/// <summary>
/// What the index knows an event by: 64 bits for its type and for each of its tags, and, on the first event of an append, for the append's key. Two terms may share a hash, so every hit is verified against the event; a collision
/// costs a read, never an answer.
/// </summary>
internal static class Term
{
    private const ulong TypeKind = 0x5459504500000000;      // "TYPE"
    private const ulong TagKind = 0x5441470000000000;       // "TAG"

    private const ulong KeyKind = 0x4B45590000000000;       // "KEY"

    public static ulong OfKey(ReadOnlySpan<byte> key, ulong seed) => NonZero(LogFormat.Hash(key, seed ^ KeyKind));

    public static ulong OfType(ReadOnlySpan<byte> name, ulong seed) => NonZero(LogFormat.Hash(name, seed ^ TypeKind));

    public static ulong OfTag(ReadOnlySpan<byte> tag, ulong seed) => NonZero(LogFormat.Hash(tag, seed ^ TagKind));

    /// <summary>The terms of an event, its type, then its tags, in a buffer with room for one more than it has tags.</summary>
    public static ReadOnlySpan<ulong> OfEvent(in EventRecord e, ulong seed, Span<ulong> terms)
    {
        terms[0] = OfType(e.Type, seed);
        var count = 1;
        foreach (var tag in new TagList(e.Tags)) terms[count++] = OfTag(tag, seed);
        return terms[..count];
    }

    /// <summary>How many terms an event has of its own.</summary>
    public static int CountOf(in EventRecord e) => e.TagCount + 1;

    /// <summary>Zero marks an empty slot.</summary>
    private static ulong NonZero(ulong hash) => hash == 0 ? 1 : hash;
}
