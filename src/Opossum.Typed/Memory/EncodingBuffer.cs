using System.Buffers;

namespace Opossum.Typed;

/// <summary>
/// Bytes under construction: tags and payloads of one append. Reused, so that encoding allocates nothing: what fits into a small array
/// stays there, and what is larger borrows one of <see cref="SpareArrays"/>.
/// </summary>
/// <param name="capacity">The bytes that it keeps for good, once they were needed.</param>
internal sealed class EncodingBuffer(int capacity = 4096) : IBufferWriter<byte>, IDisposable
{
    private byte[]? _small;
    private byte[] _bytes = [];
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

    /// <summary>Makes room for bytes that will be written, so that they need not be moved while they are.</summary>
    public void Reserve(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length) Grow(needed);
    }

    /// <summary>Forgets what was written, and gives back what did not fit into the small array.</summary>
    public void Clear()
    {
        (Length, MapCount) = (0, 0);            // an encoder that threw leaves dictionaries open
        if (ReferenceEquals(_bytes, _small)) return;
        if (_bytes.Length > 0) SpareArrays.Shared.Return(_bytes);
        _bytes = _small ?? [];
    }

    public void Dispose()
    {
        Clear();
        (_small, _bytes) = (null, []);
    }

    private void Grow(int needed)
    {
        if (_bytes.Length == 0 && needed <= capacity)
        {
            _bytes = _small ??= GC.AllocateUninitializedArray<byte>(capacity);
            return;
        }

        var larger = SpareArrays.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
        Written.CopyTo(larger);
        if (_bytes.Length > 0 && !ReferenceEquals(_bytes, _small)) SpareArrays.Shared.Return(_bytes);
        _bytes = larger;
    }
}
