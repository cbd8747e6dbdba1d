using System.Buffers;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>
/// A part of one segment file in pooled memory. It starts with what is asked for, since a read by index wants single events here and there,
/// and doubles while the reads turn out to be near each other, so that a scan ends up with few large ones.
/// </summary>
internal sealed class BlockWindow : IDisposable
{
    private const int Smallest = 4 << 10;
    private const int Largest = 256 << 10;

    private byte[] _bytes = [];
    private Segment? _segment;
    private int _offset;
    private int _length;
    private int _ahead = Smallest;

    public bool TryGet(Segment segment, int offset, int length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!ReferenceEquals(segment, _segment) || offset < _offset || offset + length > _offset + _length) return false;
        bytes = _bytes.AsSpan(offset - _offset, length);
        return true;
    }

    /// <summary>The part of a length that is in memory.</summary>
    public ReadOnlySpan<byte> Held(Segment segment, int offset, int length) =>
        ReferenceEquals(segment, _segment) && offset >= _offset && offset < _offset + _length
            ? _bytes.AsSpan(offset - _offset, Math.Min(length, _offset + _length - offset))
            : default;

    /// <summary>Moves the window so that it holds some bytes, and what lies behind it in the read's direction.</summary>
    public void Load(Segment segment, int offset, int length, ReadDirection direction)
    {
        var distance = direction == ReadDirection.Backward ? _offset - (offset + length) : offset - (_offset + _length);
        var isMoreOfTheSame = direction == ReadDirection.Backward ? offset + length > _offset + _length : offset == _offset;
        if (!ReferenceEquals(segment, _segment) || Math.Abs((long)distance) > _ahead) _ahead = Smallest;
        else if (!isMoreOfTheSame) _ahead = Math.Min(_ahead * 2, Largest);
        var size = _ahead == Smallest ? length : Math.Max(length, _ahead);
        _offset = direction == ReadDirection.Backward ? Math.Max(offset + length - size, 0) : offset;
        size = direction == ReadDirection.Backward ? offset + length - _offset : size;
        _segment = segment;
        if (_bytes.Length < size)
        {
            Return();
            _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(size, Smallest));
        }

        _length = 0;        // should the read fail
        _length = segment.File.Read(_bytes.AsSpan(0, size), _offset);
        if (_offset + _length < offset + length) throw new StoreDamagedException(segment.Location, offset, "the file ends within an event");
    }

    /// <summary>Reads some bytes from the file again, and nothing else, whatever is in memory.</summary>
    public void Reload(Segment segment, int offset, int length)
    {
        Clear();
        Load(segment, offset, length, ReadDirection.Forward);
    }

    /// <summary>Forgets what is in memory.</summary>
    public void Clear() => (_segment, _length) = (null, 0);

    public void Dispose()
    {
        Return();
        (_bytes, _segment, _length) = ([], null, 0);
    }

    private void Return()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
    }
}
