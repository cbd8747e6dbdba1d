using System.Buffers.Binary;

namespace Opossum.Typed.Engine.IndexFiles.Format;

/// <summary>What the dictionary of a run says of a term.</summary>
/// <param name="Term">The bits of its hash that runs keep.</param>
/// <param name="Value">The place of its only event, counted from the run's first; or where its list is, in bytes of the postings.</param>
/// <param name="Kind">1: a single event. 2 to 127: a short list of so many. <see cref="LongList"/>: a list whose header says how
/// many.</param>
internal readonly record struct TermEntry(ulong Term, long Value, byte Kind)
{
    public const int Size = 12;
    public const byte Single = 1;
    public const byte LongList = 255;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Term | ((ulong)Value << RunFormat.TermBits));
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], (uint)(((ulong)Value >> 16) & 0xFFFFFF) | ((uint)Kind << 24));
    }

    public static TermEntry Read(ReadOnlySpan<byte> source)
    {
        var (low, high) = (BinaryPrimitives.ReadUInt64LittleEndian(source), BinaryPrimitives.ReadUInt32LittleEndian(source[8..]));
        return new(low & RunFormat.TermMask, (long)(low >> RunFormat.TermBits) | ((long)(high & 0xFFFFFF) << 16), (byte)(high >> 24));
    }

    public static ulong ReadTerm(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt64LittleEndian(source) & RunFormat.TermMask;
}
