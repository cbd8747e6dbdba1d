using System.Buffers.Binary;

namespace Opossum.Typed.Engine.Format;

/// <summary>
/// Writes and verifies frames: pure code over bytes. A frame's hash covers the checks of its events instead of their bytes, so every byte
/// is hashed once and a single event can be verified without the rest of a large frame. Not for several threads: it owns a scratch buffer.
/// </summary>
internal sealed class FrameCodec(ulong seed)
{
    private const int PlaceSize = sizeof(long) + sizeof(long);

    private byte[] _scratch = new byte[1024];

    /// <summary>Writes the header of a frame whose records lie behind it already, and returns the frame's hash.</summary>
    public ulong WriteHeaderAndHash(Span<byte> frame, FrameHeader header, long segment, long offset)
    {
        header.Write(frame);
        var hash = HashOf(frame, header, segment, offset);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[8..], hash);
        return hash;
    }

    /// <summary>
    /// Whether the bytes at an offset are a frame of this store at this place, every record intact. The chain is for
    /// the caller to check, who knows the frame before.
    /// </summary>
    public bool TryRead(ReadOnlySpan<byte> bytes, long segment, long offset, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < FrameHeader.Size) return false;
        header = FrameHeader.Read(bytes);
        return IsPlausible(header, bytes.Length)
            && AreRecordsIntact(bytes[..header.Length], header)
            && header.Hash == HashOf(bytes[..header.Length], header, segment, offset);
    }

    private static bool IsPlausible(in FrameHeader header, int available) =>
        header.Length >= FrameHeader.Size && header.Length <= available && header.Length % LogFormat.Alignment == 0
        && header.BasePosition > 0 && header.FlushDelta >= 0 && header.RecordsOffset <= header.Length
        && (header.Count > 0 || (header.Flags & FrameFlags.Close) != 0);

    private bool AreRecordsIntact(ReadOnlySpan<byte> frame, in FrameHeader header)
    {
        var records = FrameRecords.In(frame, header);
        for (var i = 0; i < header.Count; i++)
            if (!records.MoveNextIntact(seed)) return false;
        return records.IsAtEnd;
    }

    private ulong HashOf(ReadOnlySpan<byte> frame, in FrameHeader header, long segment, long offset)
    {
        var records = header.RecordsOffset;
        var length = PlaceSize + records + header.Count * sizeof(uint);
        if (_scratch.Length < length) _scratch = new byte[Math.Max(length, _scratch.Length * 2)];
        var scratch = _scratch.AsSpan(0, length);
        BinaryPrimitives.WriteInt64LittleEndian(scratch, segment);
        BinaryPrimitives.WriteInt64LittleEndian(scratch[8..], offset);
        frame[..records].CopyTo(scratch[PlaceSize..]);
        scratch.Slice(PlaceSize + 8, sizeof(ulong)).Clear();                    // the hash itself
        var checks = scratch[(PlaceSize + records)..];
        foreach (var (_, e) in FrameRecords.In(frame, header))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(checks, e.Check);
            checks = checks[sizeof(uint)..];
        }

        return LogFormat.Hash(scratch, seed);
    }
}
