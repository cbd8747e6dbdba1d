using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;

namespace Opossum.Typed.Engine.StateFiles;

/// <summary>
/// One of the two slots of a state file: a header of 72 bytes, then the parked events. docs/format.md has the bytes. A write goes to the
/// slot that is not the newest, so a torn one leaves the other.
/// </summary>
internal static class StateSlot
{
    public const int HeaderSize = 72;

    /// <summary>
    /// Room for <see cref="ConsumerProgress.MaxParked"/> entries of the longest error. What is not used takes none on disk.
    /// </summary>
    public const int Size = 256 << 10;

    private const ulong Magic = 0x314E_4F43_4D53_504F;         // "OPSMCON1"
    private const int CheckAt = 64;
    private const int EntrySize = 38;
    private const int MaxErrorBytes = 200;

    public static byte[] Write(ConsumerProgress progress, ulong sequence, ulong seed)
    {
        using var bytes = new EncodingBuffer();
        var header = bytes.GetSpan(HeaderSize)[..HeaderSize];
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], progress.Parked.Length);
        progress.Done.StoreId.TryWriteBytes(header[24..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], progress.Done.Position);
        progress.Done.EventId.TryWriteBytes(header[48..], bigEndian: true, out _);
        bytes.Advance(HeaderSize);
        foreach (var parked in progress.Parked) Write(parked, bytes);
        var slot = bytes.Written.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(slot.AsSpan(16), slot.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(CheckAt), CheckOf(slot, seed));
        return slot;
    }

    /// <returns>False if the bytes are not those of a slot that was written whole.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ulong seed, out ulong sequence, out ConsumerProgress? progress)
    {
        (sequence, progress) = (0, null);
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        if (length < HeaderSize || length > bytes.Length) return false;
        bytes = bytes[..length];
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[CheckAt..]) != CheckOf(bytes, seed)) return false;
        sequence = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        var done = new Checkpoint(
            new(bytes[24..40], bigEndian: true), BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]), new(bytes[48..64], bigEndian: true));
        var parked = ImmutableArray.CreateBuilder<ParkedEvent>(BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]));
        for (var rest = bytes[HeaderSize..]; !rest.IsEmpty;) parked.Add(Read(ref rest));
        progress = new(done, parked.DrainToImmutable());
        return true;
    }

    private static void Write(ParkedEvent parked, EncodingBuffer bytes)
    {
        var error = Encoding.UTF8.GetBytes(parked.Error.Length > MaxErrorBytes / 3 ? parked.Error[^(MaxErrorBytes / 3)..] : parked.Error);
        var entry = bytes.GetSpan(EntrySize);
        BinaryPrimitives.WriteInt64LittleEndian(entry, parked.Position);
        parked.EventId.TryWriteBytes(entry[8..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32LittleEndian(entry[24..], parked.Attempts);
        BinaryPrimitives.WriteInt64LittleEndian(entry[28..], parked.ParkedAt.UtcTicks);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[36..], (ushort)error.Length);
        bytes.Advance(EntrySize);
        bytes.Write(error);
    }

    private static ParkedEvent Read(ref ReadOnlySpan<byte> rest)
    {
        var error = BinaryPrimitives.ReadUInt16LittleEndian(rest[36..]);
        var parked = new ParkedEvent(
            BinaryPrimitives.ReadInt64LittleEndian(rest),
            new(rest[8..24], bigEndian: true),
            BinaryPrimitives.ReadInt32LittleEndian(rest[24..]),
            new(BinaryPrimitives.ReadInt64LittleEndian(rest[28..]), TimeSpan.Zero),
            Encoding.UTF8.GetString(rest.Slice(EntrySize, error)));
        rest = rest[(EntrySize + error)..];
        return parked;
    }

    /// <summary>Of everything but itself.</summary>
    private static ulong CheckOf(ReadOnlySpan<byte> slot, ulong seed)
    {
        var hash = new XxHash3((long)seed);
        hash.Append(slot[..CheckAt]);
        hash.Append(slot[HeaderSize..]);
        return hash.GetCurrentHashAsUInt64();
    }
}
