using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.TagFiles;

/// <summary>The bytes of a set, and how its file is made.</summary>
internal static class TagSetFile
{
    private const uint Version = 1;
    private const int HeaderSize = 72;

    private static ReadOnlySpan<byte> Magic => "OPSMSET\n"u8;

    public static byte[] Encode(TagSet set)
    {
        var bytes = new MemoryStream();
        Span<byte> header = stackalloc byte[HeaderSize];
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Version);
        set.StoreId.TryWriteBytes(header[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], set.Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], set.Covered);
        BinaryPrimitives.WriteInt64LittleEndian(header[48..], set.Head);
        BinaryPrimitives.WriteInt32LittleEndian(header[56..], set.Units.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[60..], set.Keys.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[64..], set.Retagged.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[68..], set.History.Length);
        bytes.Write(header);
        foreach (var unit in set.Units) WriteNumber(bytes, (long)unit);
        foreach (var key in set.Keys)
        {
            WriteNumber(bytes, key.Epoch);
            WriteNumber(bytes, key.Head);
            WriteText(bytes, key.Key);
        }

        foreach (var tag in set.Retagged)
        {
            WriteNumber(bytes, tag.Version);
            WriteNumber(bytes, tag.Covered);
            WriteText(bytes, tag.Event);
            WriteText(bytes, tag.Key);
        }

        foreach (var check in set.History) WriteNumber(bytes, (long)check);
        WriteNumber(bytes, (long)LogFormat.Hash(bytes.ToArray(), SegmentHeader.SeedOf(set.StoreId)));
        return bytes.ToArray();
    }

    /// <returns>Null if the bytes are not a set of the store, of this version.</returns>
    public static TagSet? TryDecode(ReadOnlySpan<byte> bytes, Guid storeId)
    {
        if (bytes.Length < HeaderSize + sizeof(long) || !bytes.StartsWith(Magic)) return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Version) return null;
        if (new Guid(bytes[16..32], bigEndian: true) != storeId) return null;
        var check = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(long)..]);
        if (check != LogFormat.Hash(bytes[..^sizeof(long)], SegmentHeader.SeedOf(storeId))) return null;
        var rest = bytes[HeaderSize..];
        var units = ImmutableArray.CreateBuilder<ulong>();
        for (var left = BinaryPrimitives.ReadInt32LittleEndian(bytes[56..]); left > 0; left--) units.Add((ulong)ReadNumber(ref rest));
        var keys = ImmutableArray.CreateBuilder<KeyEpoch>();
        for (var left = BinaryPrimitives.ReadInt32LittleEndian(bytes[60..]); left > 0; left--)
        {
            var (epoch, head) = (ReadNumber(ref rest), ReadNumber(ref rest));
            keys.Add(new(ReadText(ref rest), epoch, head));
        }

        var retagged = ImmutableArray.CreateBuilder<RetaggedTag>();
        for (var left = BinaryPrimitives.ReadInt32LittleEndian(bytes[64..]); left > 0; left--)
        {
            var (version, covered) = ((int)ReadNumber(ref rest), ReadNumber(ref rest));
            var name = ReadText(ref rest);
            retagged.Add(new(name, version, ReadText(ref rest)) { Covered = covered });
        }

        var history = ImmutableArray.CreateBuilder<ulong>();
        for (var left = BinaryPrimitives.ReadInt32LittleEndian(bytes[68..]); left > 0; left--) history.Add((ulong)ReadNumber(ref rest));
        return new(
            storeId, BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]), units.ToImmutable(), keys.ToImmutable(), retagged.ToImmutable(),
            history.ToImmutable());
    }

    /// <summary>What a file of a set ends with: it stands for all of it.</summary>
    public static ulong CheckOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(long)..]);

    /// <summary>The history of the set that comes after another one, or after none.</summary>
    public static ImmutableArray<ulong> HistoryAfter(TagSet? before) => before is null
        ? []
        : [.. before.History, .. new ulong[before.Epoch - 1 - before.History.Length], CheckOf(Encode(before))];

    /// <summary>The store that a set says it belongs to, if all of it is as it was written.</summary>
    public static Guid? FindStoreId(IStorage storage, long epoch)
    {
        using var file = storage.Open(TagName.OfSet(epoch));
        var bytes = new byte[file.Length];
        if (file.Read(bytes, 0) < HeaderSize) return null;
        var id = new Guid(bytes.AsSpan(16, 16), bigEndian: true);
        return TryDecode(bytes, id) is null ? null : id;
    }

    /// <exception cref="StoreDamagedException">It is not what was written.</exception>
    public static TagSet Read(IStorage storage, Guid storeId, long epoch)
    {
        var name = TagName.OfSet(epoch);
        using var file = storage.Open(name);
        var bytes = new byte[file.Length];
        return TryDecode(bytes.AsSpan(0, file.Read(bytes, 0)), storeId) is { } set && set.Epoch == epoch
            ? set
            : throw new StoreDamagedException(storage.Describe(name), 0, "the set of added tags is not what was written");
    }

    private static void WriteNumber(MemoryStream bytes, long number)
    {
        Span<byte> buffer = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, number);
        bytes.Write(buffer);
    }

    private static void WriteText(MemoryStream bytes, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)utf8.Length);
        bytes.Write(length);
        bytes.Write(utf8);
    }

    private static long ReadNumber(ref ReadOnlySpan<byte> rest)
    {
        var number = BinaryPrimitives.ReadInt64LittleEndian(rest);
        rest = rest[sizeof(long)..];
        return number;
    }

    private static string ReadText(ref ReadOnlySpan<byte> rest)
    {
        var end = sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(rest);
        var text = Encoding.UTF8.GetString(rest[sizeof(ushort)..end]);
        rest = rest[end..];
        return text;
    }
}
