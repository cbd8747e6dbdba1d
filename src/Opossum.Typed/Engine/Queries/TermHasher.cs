using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.Queries;

/// <summary>
/// Makes what the index knows an event by, its terms: 64 bits for its type and for each of its tags, and, on the first event of an append,
/// for the append's key. Two terms may share a hash, so every hit is verified against the event; a collision costs a read, never an answer.
/// </summary>
/// <param name="Seed">Of every hash in the store.</param>
/// <param name="Mask">Which bits of a hash count: all, but in tests that want collisions.</param>
internal readonly record struct TermHasher(ulong Seed, ulong Mask = ulong.MaxValue)
{
    private const ulong TypeKind = 0x5459504500000000;      // "TYPE"
    private const ulong TagKind = 0x5441470000000000;       // "TAG"
    private const ulong KeyKind = 0x4B45590000000000;       // "KEY"

    /// <summary>For who asks for places alone.</summary>
    public static TermHasher None => new(0, 0);

    public ulong OfKey(ReadOnlySpan<byte> key) => Of(key, KeyKind);

    public ulong OfType(ReadOnlySpan<byte> name) => Of(name, TypeKind);

    public ulong OfTag(ReadOnlySpan<byte> tag) => Of(tag, TagKind);

    /// <summary>The terms of an event, its type, then its tags, in a buffer with room for one more than it has tags.</summary>
    public ReadOnlySpan<ulong> OfEvent(in EventRecord e, Span<ulong> terms)
    {
        terms[0] = OfType(e.Type);
        var count = 1;
        foreach (var tag in new TagList(e.Tags)) terms[count++] = OfTag(tag);
        return terms[..count];
    }

    /// <summary>The terms of a frame's first event: its own, and its frame's append key, if the section holds one.</summary>
    public ReadOnlySpan<ulong> OfEvent(in EventRecord e, ReadOnlySpan<byte> keySection, Span<ulong> terms)
    {
        var own = OfEvent(e, terms);
        if (keySection.IsEmpty) return own;
        terms[own.Length] = OfKey(KeySection.KeyOf(keySection));
        return terms[..(own.Length + 1)];
    }

    /// <summary>How many terms an event has of its own.</summary>
    public static int CountOf(in EventRecord e) => e.TagCount + 1;

    private ulong Of(ReadOnlySpan<byte> text, ulong kind)
    {
        var hash = LogFormat.Hash(text, Seed ^ kind) & Mask;
        return hash == 0 ? 1 : hash;            // zero marks an empty slot
    }
}
