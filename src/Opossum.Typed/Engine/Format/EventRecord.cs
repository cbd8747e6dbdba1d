using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Opossum.Typed.Engine.Format;

/// <summary>
/// One event as it lies in the log: a header of fixed size, then type, tags (each a length of two bytes and UTF-8), metadata and payload.
/// It says nothing of its position, so a caller's thread encodes it whole.
/// </summary>
internal readonly ref struct EventRecord
{
    public const int HeaderSize = 48;
    private const int CheckedFrom = 8;
    private const byte LastOfFrame = 1;

    // Two spans would be larger by half, and scans hand records on by copying them: that took them a tenth of their time.
    private readonly ref readonly byte _first;
    private readonly ref readonly byte _firstAdded;
    private readonly int _length;
    private readonly int _addedLength;

    /// <param name="bytes">From the record's first byte; may be longer than the record. Known to hold one
    /// (<see cref="IsPlausible"/>).</param>
    public EventRecord(ReadOnlySpan<byte> bytes) : this(bytes[..SizeOf(bytes)], default) { }

    private EventRecord(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> added)
    {
        (_length, _addedLength) = (bytes.Length, added.Length);
        _first = ref MemoryMarshal.GetReference(bytes);
        _firstAdded = ref MemoryMarshal.GetReference(added);
    }

    /// <summary>In bytes, without the padding that follows.</summary>
    public int Size => _length;

    public uint Check => CheckOf(Bytes);

    public long Ticks => BinaryPrimitives.ReadInt64LittleEndian(Bytes[8..]);

    public int Version => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[16..]);

    public PayloadEncoding Encoding => (PayloadEncoding)Bytes[18];

    public bool IsLastOfFrame => EndsFrame(Bytes);

    public int TagCount => Bytes[21];

    public Guid Id => new(Bytes[32..48], bigEndian: true);

    public ReadOnlySpan<byte> Type => Bytes.Slice(HeaderSize, TypeLength);

    /// <summary>Tags that a retagging added, in the form of <see cref="Tags"/>; none of them is stored with the event.</summary>
    public ReadOnlySpan<byte> AddedTags => MemoryMarshal.CreateReadOnlySpan(in _firstAdded, _addedLength);

    /// <summary>The tags that are stored with the event, with their lengths.</summary>
    public ReadOnlySpan<byte> Tags => Bytes.Slice(HeaderSize + TypeLength, TagBytes);

    /// <summary>See <see cref="MetadataRegion"/>.</summary>
    public ReadOnlySpan<byte> Metadata => Bytes.Slice(HeaderSize + TypeLength + TagBytes, MetadataBytes);

    public ReadOnlySpan<byte> Payload => Bytes[(HeaderSize + TypeLength + TagBytes + MetadataBytes)..];

    private ReadOnlySpan<byte> Bytes => MemoryMarshal.CreateReadOnlySpan(in _first, _length);

    private int TypeLength => Bytes[20];

    private int MetadataBytes => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[22..]);

    private int TagBytes => BinaryPrimitives.ReadInt32LittleEndian(Bytes[24..]);

    /// <summary>The same event with tags that a retagging added. Its content, as an append key has it, stays what is stored.</summary>
    public EventRecord With(ReadOnlySpan<byte> added) => new(Bytes, added);

    /// <summary>True if the event has a tag, be it stored with it or added later.</summary>
    public bool HasTag(ReadOnlySpan<byte> tag) =>
        TagList.Contains(Tags, tag) || (_addedLength > 0 && TagList.Contains(AddedTags, tag));

    /// <summary>A copy of all of it.</summary>
    public byte[] ToArray() => Bytes.ToArray();

    /// <summary>Adds to a hash what the event says, as far as a repetition of the append would say it again.</summary>
    public void AppendContent(NonCryptographicHashAlgorithm hash)
    {
        Span<byte> lengths = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, Payload.Length);
        hash.Append(lengths);
        hash.Append(Bytes[16..19]);            // version, encoding
        hash.Append(Bytes[20..22]);            // lengths of type and tags
        hash.Append(Bytes[24..28]);
        hash.Append(Type);
        hash.Append(Tags);
        hash.Append(Payload);
    }

    /// <summary>
    /// Whether another record says the same, as far as a repetition of its append would: all that <see cref="AppendContent"/> takes, but
    /// with the tags in any order.
    /// </summary>
    public bool HasContentOf(EventRecord other) =>
        Version == other.Version && Encoding == other.Encoding && Type.SequenceEqual(other.Type) && Payload.SequenceEqual(other.Payload)
        && HasTagsOf(other);

    /// <summary>Duplicates collapsed when the records were made, so as many tags, each of which the other has, are the same.</summary>
    private bool HasTagsOf(EventRecord other)
    {
        if (Tags.SequenceEqual(other.Tags)) return true;
        if (TagCount != other.TagCount || TagBytes != other.TagBytes) return false;
        foreach (var tag in new TagList(Tags))
            if (!TagList.Contains(other.Tags, tag)) return false;
        return true;
    }

    public static int SizeOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);

    /// <summary>Needs the header alone.</summary>
    public static bool EndsFrame(ReadOnlySpan<byte> bytes) => (bytes[19] & LastOfFrame) != 0;

    public static uint CheckOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);

    /// <summary>Writes the header's fields, all but size and check.</summary>
    public static void WriteHeader(
        Span<byte> header, long ticks, int version, PayloadEncoding encoding, int typeLength, int tagCount, int tagBytes, int metadataBytes,
        Guid id)
    {
        header[..HeaderSize].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], ticks);
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], (ushort)version);
        header[18] = (byte)encoding;
        header[20] = (byte)typeLength;
        header[21] = (byte)tagCount;
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)metadataBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], tagBytes);
        id.TryWriteBytes(header[32..], bigEndian: true, out _);
    }

    /// <summary>Completes a record whose other bytes are all in place.</summary>
    public static void WriteSizeAndCheck(Span<byte> record, bool lastOfFrame, ulong seed)
    {
        record[19] = lastOfFrame ? LastOfFrame : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], ComputeCheck(record, seed));
    }

    /// <summary>Whether the lengths fit, so that the record can be walked without leaving the bytes.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize) return false;
        var size = SizeOf(bytes);
        if (size < HeaderSize || size > bytes.Length) return false;
        var tagBytes = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]);
        return HeaderSize + bytes[20] + (long)tagBytes + BinaryPrimitives.ReadUInt16LittleEndian(bytes[22..]) <= size;
    }

    /// <summary>Whether the record is the one that was written. Needs <see cref="IsPlausible"/>.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> bytes, ulong seed) => CheckOf(bytes) == ComputeCheck(bytes[..SizeOf(bytes)], seed);

    /// <returns>False if the bytes do not begin with a record that is what was written.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ulong seed, out EventRecord record)
    {
        var isThere = IsPlausible(bytes) && IsIntact(bytes, seed);
        record = isThere ? new(bytes) : default;
        return isThere;
    }

    private static uint ComputeCheck(ReadOnlySpan<byte> record, ulong seed) =>
        (uint)LogFormat.Hash(record[CheckedFrom..], seed + (uint)record.Length);
}
