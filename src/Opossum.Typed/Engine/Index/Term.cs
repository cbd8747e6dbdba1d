using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Index;

/// <summary>
/// What the index knows an event by: 64 bits for its type and for each of its tags. Two terms may share a hash, so every hit is verified against the event; a collision
/// costs a read, never an answer.
/// </summary>
internal static class Term
{
    private const ulong TypeKind = 0x5459504500000000;      // "TYPE"
    private const ulong TagKind = 0x5441470000000000;       // "TAG"

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

    /// <summary>Zero marks an empty slot.</summary>
    private static ulong NonZero(ulong hash) => hash == 0 ? 1 : hash;
}
