using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.IndexFiles.Writing;

/// <summary>
/// Writes one part of a run from a page on, in order: some pages at a time, each with its check. A record never lies in two pages, plain
/// bytes may.
/// </summary>
/// <param name="file">Of the run.</param>
/// <param name="seed">Of its checks.</param>
/// <param name="firstPage">Where the part begins.</param>
/// <param name="pages">How many it has, about: a small one needs no large buffer.</param>
internal sealed class PageWriter(IStorageFile file, ulong seed, long firstPage, long pages)
{
    private const int MostBuffered = 16;

    private readonly byte[] _pages = new byte[(int)Math.Clamp(pages, 1, MostBuffered) * RunFormat.PageSize];
    private long _page = firstPage;     // the first of those in the buffer
    private int _full;                  // pages in the buffer that are complete
    private int _used;                  // bytes of the one after them

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>Room for a record, of zeros.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_used + size > RunFormat.PayloadSize) CompletePage();
        var record = _pages.AsSpan(_full * RunFormat.PageSize + _used, size);
        _used += size;
        Length += size;
        return record;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_used == RunFormat.PayloadSize) CompletePage();
            var part = Math.Min(RunFormat.PayloadSize - _used, bytes.Length);
            bytes[..part].CopyTo(Reserve(part));
            bytes = bytes[part..];
        }
    }

    /// <summary>Writes what is left.</summary>
    public void Complete()
    {
        if (_used > 0) CompletePage();
        if (_full > 0) WriteOut();
    }

    private void CompletePage()
    {
        RunFormat.SealPage(_pages.AsSpan(_full * RunFormat.PageSize, RunFormat.PageSize), seed, _page + _full);
        _used = 0;
        if (++_full * RunFormat.PageSize == _pages.Length) WriteOut();
    }

    private void WriteOut()
    {
        var pages = _pages.AsSpan(0, _full * RunFormat.PageSize);
        file.Write(pages, _page * RunFormat.PageSize);
        pages.Clear();
        _page += _full;
        _full = 0;
    }
}
