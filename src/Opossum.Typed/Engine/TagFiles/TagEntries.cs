using System.Buffers.Binary;

namespace Opossum.Typed.Engine.TagFiles;

/// <summary>
/// Walks the entries of a block: for each event its position, as the distance from the first that the unit covers, the length of its tags,
/// and these as a record has them.
/// </summary>
/// <param name="block">The block, verified.</param>
/// <param name="first">The first position that the unit covers.</param>
internal ref struct TagEntries(ReadOnlySpan<byte> block, long first)
{
    public const int HeaderSize = sizeof(uint) + sizeof(int);

    private readonly ReadOnlySpan<byte> _block = block;
    private int _next;

    public long Position { get; private set; }

    public ReadOnlySpan<byte> Tags { get; private set; }

    /// <summary>Where the entry behind the current one begins in the block.</summary>
    public readonly int Next => _next;

    /// <summary>Goes on where an earlier walk of the same block stopped.</summary>
    public static TagEntries From(ReadOnlySpan<byte> block, long first, int next) => new(block, first) { _next = next };

    public bool MoveNext()
    {
        if (_next + HeaderSize > _block.Length) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_block[(_next + sizeof(uint))..]);
        Position = first + BinaryPrimitives.ReadUInt32LittleEndian(_block[_next..]);
        Tags = _block.Slice(_next + HeaderSize, length);
        _next += HeaderSize + length;
        return true;
    }

    public static void Write(Span<byte> destination, uint place, ReadOnlySpan<byte> tags)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, place);
        BinaryPrimitives.WriteInt32LittleEndian(destination[sizeof(uint)..], tags.Length);
        tags.CopyTo(destination[HeaderSize..]);
    }
}
