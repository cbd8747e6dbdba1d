using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;

namespace Opossum.Typed.Engine.SnapshotFiles;

/// <summary>
/// The bytes of a snapshot: a header of 120 bytes, the tags of the boundary, and the state. docs/format.md has them. Nothing flushes them,
/// so any part may be missing after a power cut: the check tells.
/// </summary>
/// <param name="Position">Every event of the boundary up to here is in the state, and none behind it.</param>
/// <param name="EventId">The id of the event there, of whatever boundary it is.</param>
/// <param name="Events">How many events are in the state.</param>
/// <param name="State">The state, by the codec of the model.</param>
internal readonly record struct StoredState(long Position, Guid EventId, long Events, ReadOnlyMemory<byte> State)
{
    public const int HeaderSize = 120;

    private const ulong Magic = 0x3154_4154_4D53_504F;         // "OPSMTAT1" read as bytes
    private const int IdentitySize = 32;
    private const int CheckAt = 112;

    public byte[] Write(in SnapshotKey key, Guid storeId, ulong seed)
    {
        var tags = 0;
        foreach (var tag in key.Boundary) tags += sizeof(ushort) + tag.Utf8.Length;
        var bytes = new byte[HeaderSize + tags + State.Length];
        var header = bytes.AsSpan(0, HeaderSize);
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], bytes.Length);
        storeId.TryWriteBytes(header[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], Position);
        EventId.TryWriteBytes(header[40..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header[56..], Events);
        BinaryPrimitives.WriteInt64LittleEndian(header[64..], key.TagEpoch);
        Encoding.ASCII.GetBytes(key.Model.Identity, header.Slice(72, IdentitySize));
        BinaryPrimitives.WriteInt32LittleEndian(header[104..], key.Boundary.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[108..], State.Length);
        var rest = bytes.AsSpan(HeaderSize);
        foreach (var tag in key.Boundary)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)tag.Utf8.Length);
            tag.Utf8.CopyTo(rest[sizeof(ushort)..]);
            rest = rest[(sizeof(ushort) + tag.Utf8.Length)..];
        }

        State.Span.CopyTo(rest);
        BinaryPrimitives.WriteUInt64LittleEndian(header[CheckAt..], CheckOf(bytes, seed));
        return bytes;
    }

    /// <returns>False if the bytes are not those of a whole snapshot of this very key and store.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> file, in SnapshotKey key, Guid storeId, ulong seed, out StoredState state)
    {
        state = default;
        var bytes = file.Span;
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic) return false;
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != bytes.Length) return false;
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[CheckAt..]) != CheckOf(bytes, seed)) return false;
        if (new Guid(bytes[16..32], bigEndian: true) != storeId) return false;
        if (BinaryPrimitives.ReadInt64LittleEndian(bytes[64..]) != key.TagEpoch) return false;
        if (Encoding.ASCII.GetString(bytes.Slice(72, IdentitySize)) != key.Model.Identity) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[108..]);
        if (!IsOf(key.Boundary, bytes[HeaderSize..^length], BinaryPrimitives.ReadInt32LittleEndian(bytes[104..]))) return false;
        state = new(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            new(bytes[40..56], bigEndian: true),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[56..]),
            file[^length..]);
        return true;
    }

    /// <summary>Two boundaries may have one hash, so their tags are compared.</summary>
    private static bool IsOf(ImmutableArray<Tag> boundary, ReadOnlySpan<byte> tags, int count)
    {
        if (count != boundary.Length) return false;
        foreach (var tag in boundary)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(tags);
            if (!tag.Utf8.SequenceEqual(tags.Slice(sizeof(ushort), length))) return false;
            tags = tags[(sizeof(ushort) + length)..];
        }

        return tags.IsEmpty;
    }

    /// <summary>Of everything but itself.</summary>
    private static ulong CheckOf(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var hash = new XxHash3((long)seed);
        hash.Append(bytes[..CheckAt]);
        hash.Append(bytes[HeaderSize..]);
        return hash.GetCurrentHashAsUInt64();
    }
}
