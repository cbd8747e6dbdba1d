using System.Buffers;

namespace Opossum.Typed;

/// <summary>Bytes under construction, in an array of the shared pool: tags and payloads of one append. Reused, so that encoding allocates nothing.</summary>
internal sealed class EncodingBuffer(int capacity = 4096) : IBufferWriter<byte>, IDisposable
{
    private const int MaxKept = 256 << 10;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int[] _maps = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>How many dictionaries of the payload under construction are open.</summary>
    public int MapCount { get; set; }

    /// <summary>Where these begin, in bytes from the payload's start.</summary>
    public ReadOnlySpan<int> Maps => _maps.AsSpan(0, MapCount);

    public void AddMap(int begin)
    {
        if (MapCount == _maps.Length) Array.Resize(ref _maps, MapCount + 8);
        _maps[MapCount++] = begin;
    }

    /// <summary>A slice of what was written; valid until the buffer grows or is cleared.</summary>
    public ReadOnlyMemory<byte> Slice(int start, int length) => _bytes.AsMemory(start, length);

    /// <summary>What was written from a place on, to be completed; valid until the buffer grows or is cleared.</summary>
    public Span<byte> WrittenFrom(int start) => _bytes.AsSpan(start, Length - start);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Forgets what was written, and gives back what one large append had needed.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length <= MaxKept) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Reserve(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
