using Opossum.Typed.Engine.IndexFiles.Format;

namespace Opossum.Typed.Engine.IndexFiles.Reading;

/// <summary>
/// The filter of a run, in memory as far as it was asked: chunk by chunk, so that neither opening nor any one question reads all of it.
/// </summary>
internal sealed class RunFilter
{
    private const int PagesPerChunk = 32;

    private readonly RunPages _pages;
    private readonly long _firstPage;
    private readonly uint _blocks;
    private readonly byte[]?[] _chunks;         // whoever needs one first reads it; two that do so at once read the same

    public RunFilter(RunPages pages, in RunHeader header)
    {
        (_pages, _firstPage, _blocks) = (pages, header.FilterPage, header.FilterBlocks);
        _chunks = new byte[]?[(header.SegmentsPage - header.FilterPage + PagesPerChunk - 1) / PagesPerChunk];
        PageCount = header.SegmentsPage - header.FilterPage;
    }

    /// <summary>Bytes in memory.</summary>
    public long LoadedBytes => _chunks.Sum(static chunk => (long)(chunk?.Length ?? 0));

    private int PageCount { get; }

    public bool MayContain(ulong term)
    {
        var block = (int)BloomBlock.IndexOf(term, _blocks);
        var (page, at) = Math.DivRem(block, RunFormat.BlocksPerPage);
        var (chunk, pageInChunk) = Math.DivRem(page, PagesPerChunk);
        var bytes = Volatile.Read(ref _chunks[chunk]) ?? Load(chunk);
        return BloomBlock.MayContain(bytes.AsSpan(pageInChunk * RunFormat.PageSize + at * BloomBlock.Size, BloomBlock.Size), term);
    }

    private byte[] Load(int chunk)
    {
        var first = chunk * PagesPerChunk;
        var bytes = GC.AllocateUninitializedArray<byte>(Math.Min(PagesPerChunk, PageCount - first) * RunFormat.PageSize);
        _pages.Read(_firstPage + first, bytes);
        Volatile.Write(ref _chunks[chunk], bytes);
        return bytes;
    }
}
