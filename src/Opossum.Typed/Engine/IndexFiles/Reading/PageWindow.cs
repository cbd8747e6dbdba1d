using System.Buffers;
using Opossum.Typed.Engine.IndexFiles.Format;

namespace Opossum.Typed.Engine.IndexFiles.Reading;

/// <summary>
/// A stretch of one part of a run as plain bytes: payloads side by side, without the checks between them. It starts with a page, and
/// doubles while what is asked for follows what was.
/// </summary>
internal sealed class PageWindow(RunPages pages, long firstPage, long length) : IDisposable
{
    private const int Largest = 16;
    private const int Slack = sizeof(ulong);            // so that a bit-packed value can be loaded as a whole word

    private byte[] _bytes = [];
    private bool _isRented;
    private long _begin;            // in bytes of the part
    private int _held;
    private int _ahead = 1;         // pages

    /// <summary>Bytes of the part, and a word behind them that can be read and means nothing. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Get(long offset, int count)
    {
        if (offset < 0 || offset + count > length)
            throw new RunUnreadableException("a run's postings", firstPage + offset / RunFormat.PayloadSize);
        if (offset < _begin || offset + count > _begin + _held) Load(offset, count);
        return _bytes.AsSpan((int)(offset - _begin), count + Slack);
    }

    /// <summary>How many bytes from an offset on are there without another read.</summary>
    public int HeldFrom(long offset) => offset < _begin ? 0 : (int)Math.Clamp(_begin + _held - offset, 0, int.MaxValue);

    private void Load(long offset, int count)
    {
        var (first, last) = (offset / RunFormat.PayloadSize, (offset + count - 1) / RunFormat.PayloadSize);
        var follows = _held > 0 && offset >= _begin && offset <= _begin + _held + RunFormat.PayloadSize;
        _ahead = follows ? Math.Min(_ahead * 2, Largest) : 1;
        last = Math.Max(last, Math.Min(first + _ahead - 1, (length - 1) / RunFormat.PayloadSize));
        _held = 0;              // should the read fail
        if (first == last && pages.Find(firstPage + first) is { } kept)
        {
            Return();
            (_bytes, _isRented) = (kept, false);            // its check is the word behind
        }
        else
        {
            Read(first, (int)(last - first + 1) * RunFormat.PageSize);
        }

        _begin = first * RunFormat.PayloadSize;
        _held = (int)Math.Min((last - first + 1) * RunFormat.PayloadSize, length - _begin);
    }

    private void Read(long first, int length)
    {
        if (!_isRented || _bytes.Length < length + Slack)
        {
            Return();
            (_bytes, _isRented) = (ArrayPool<byte>.Shared.Rent(length + Slack), true);
        }

        pages.Read(firstPage + first, _bytes.AsSpan(0, length));
        for (var page = 1; page * RunFormat.PageSize < length; page++)
            _bytes.AsSpan(page * RunFormat.PageSize, RunFormat.PayloadSize).CopyTo(_bytes.AsSpan(page * RunFormat.PayloadSize));
    }

    public void Dispose()
    {
        Return();
        _held = 0;
    }

    private void Return()
    {
        if (_isRented) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _isRented) = ([], false);
    }
}
