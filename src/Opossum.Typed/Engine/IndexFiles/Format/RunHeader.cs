using System.Buffers.Binary;

namespace Opossum.Typed.Engine.IndexFiles.Format;

/// <summary>
/// The first page of a run: whose it is, what it covers, and how much of everything it has. Where each part lies follows from that.
/// </summary>
/// <param name="StoreId">Of the store.</param>
/// <param name="Range">The segments that it indexes.</param>
/// <param name="First">The position of its first event.</param>
/// <param name="Next">The position of the first event behind it.</param>
/// <param name="Terms">In its dictionary.</param>
/// <param name="FilterBlocks">In its filter.</param>
/// <param name="Offsets">Entries of its sparse offsets.</param>
/// <param name="PostingBytes">Of all lists together.</param>
internal readonly record struct RunHeader(
    Guid StoreId, SegmentRange Range, long First, long Next, long Terms, uint FilterBlocks, int Offsets, long PostingBytes)
{
    public const int DictionaryPage = 1;

    public int DictionaryPages => RunFormat.PagesFor(Terms, RunFormat.TermsPerPage);

    public int FencesPage => DictionaryPage + DictionaryPages;

    public int FilterPage => FencesPage + RunFormat.PagesFor(DictionaryPages, RunFormat.FencesPerPage);

    public int SegmentsPage => FilterPage + RunFormat.PagesFor(FilterBlocks, RunFormat.BlocksPerPage);

    public int OffsetsPage => SegmentsPage + RunFormat.PagesFor(Range.Count, RunFormat.SegmentsPerPage);

    public int PostingsPage => OffsetsPage + RunFormat.PagesFor(Offsets, RunFormat.OffsetsPerPage);

    public long Pages => PostingsPage + (PostingBytes + RunFormat.PayloadSize - 1) / RunFormat.PayloadSize;

    private static ReadOnlySpan<byte> Magic => "OPSMRUN\n"u8;

    public void Write(Span<byte> page)
    {
        page.Clear();
        Magic.CopyTo(page);
        BinaryPrimitives.WriteUInt32LittleEndian(page[8..], RunFormat.Version);
        StoreId.TryWriteBytes(page[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(page[32..], Range.First);
        BinaryPrimitives.WriteInt64LittleEndian(page[40..], Range.Last);
        BinaryPrimitives.WriteInt64LittleEndian(page[48..], First);
        BinaryPrimitives.WriteInt64LittleEndian(page[56..], Next);
        BinaryPrimitives.WriteInt64LittleEndian(page[64..], Terms);
        BinaryPrimitives.WriteUInt32LittleEndian(page[72..], FilterBlocks);
        BinaryPrimitives.WriteInt32LittleEndian(page[76..], Offsets);
        BinaryPrimitives.WriteInt64LittleEndian(page[80..], PostingBytes);
    }

    /// <summary>The header in an intact page; null for one of another version, or of no run.</summary>
    public static RunHeader? TryRead(ReadOnlySpan<byte> page)
    {
        if (!page.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(page[8..]) != RunFormat.Version) return null;
        return new(
            new Guid(page[16..32], bigEndian: true),
            new(BinaryPrimitives.ReadInt64LittleEndian(page[32..]), BinaryPrimitives.ReadInt64LittleEndian(page[40..])),
            BinaryPrimitives.ReadInt64LittleEndian(page[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(page[56..]),
            BinaryPrimitives.ReadInt64LittleEndian(page[64..]),
            BinaryPrimitives.ReadUInt32LittleEndian(page[72..]),
            BinaryPrimitives.ReadInt32LittleEndian(page[76..]),
            BinaryPrimitives.ReadInt64LittleEndian(page[80..]));
    }
}
