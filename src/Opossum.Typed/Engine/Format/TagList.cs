using System.Buffers.Binary;

namespace Opossum.Typed.Engine.Format;

/// <summary>Walks tags as the log keeps them: a length of two bytes, then UTF-8, one after another.</summary>
internal ref struct TagList(ReadOnlySpan<byte> encoded)
{
    private ReadOnlySpan<byte> _rest = encoded;

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly TagList GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < sizeof(ushort)) return false;
        var end = sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(_rest);
        if (end > _rest.Length) return false;
        Current = _rest[sizeof(ushort)..end];
        _rest = _rest[end..];
        return true;
    }

    public static bool Contains(ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> tag)
    {
        foreach (var candidate in new TagList(encoded))
            if (candidate.SequenceEqual(tag)) return true;
        return false;
    }
}
