using System.Buffers.Binary;
using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.IndexFiles.Format;

/// <summary>
/// What every part of the run format, version 3, shares. A run is derived from the log and can be deleted; docs/format.md describes it byte
/// by byte. It is made of pages, each with its own check, so that a lookup verifies what it reads and nothing else.
/// </summary>
internal static class RunFormat
{
    public const uint Version = 3;

    public const int PageSize = 4096;

    /// <summary>What a page holds beside its check, which is at its end.</summary>
    public const int PayloadSize = PageSize - sizeof(ulong);

    /// <summary>
    /// How many bits of a term's hash a run keeps. Terms that share them share a list, and every hit is verified against its event: that
    /// costs a read, never an answer.
    /// </summary>
    public const int TermBits = 48;

    public const ulong TermMask = (1UL << TermBits) - 1;

    public const int TermsPerPage = PayloadSize / TermEntry.Size;
    public const int FencesPerPage = PayloadSize / sizeof(ulong);
    public const int BlocksPerPage = PayloadSize / BloomBlock.Size;
    public const int OffsetsPerPage = PayloadSize / sizeof(uint);
    public const int SegmentsPerPage = PayloadSize / SealedSegment.Size;

    public static int PagesFor(long records, int perPage) => (int)((records + perPage - 1) / perPage);

    /// <summary>
    /// Bits of the filter for each term: few terms are many runs, which all are asked; many terms are most of the memory.
    /// </summary>
    public static int FilterBits(long segments) => segments < 64 ? 16 : 10;

    /// <summary>The seed of a run's checks: neither a page of another run, nor one of another place, is taken for the right one.</summary>
    public static ulong PageSeed(ulong storeSeed, SegmentRange segments) =>
        storeSeed ^ LogFormat.Hash("RUN"u8, (ulong)segments.First * 0x9E3779B97F4A7C15 + (ulong)segments.Last);

    public static void SealPage(Span<byte> page, ulong seed, long number) =>
        BinaryPrimitives.WriteUInt64LittleEndian(page[PayloadSize..], CheckOf(page, seed, number));

    public static bool IsIntact(ReadOnlySpan<byte> page, ulong seed, long number) =>
        BinaryPrimitives.ReadUInt64LittleEndian(page[PayloadSize..]) == CheckOf(page, seed, number);

    private static ulong CheckOf(ReadOnlySpan<byte> page, ulong seed, long number) =>
        LogFormat.Hash(page[..PayloadSize], seed + (ulong)number);
}
