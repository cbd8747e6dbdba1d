using System.Buffers.Binary;
using System.IO.Hashing;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed;

/// <summary>Writes a file from its beginning to its end, and a hash of it behind that.</summary>
internal sealed class HashedFileWriter(IStorageFile file, ulong seed) : IDisposable
{
    private const int Chunk = 256 << 10;

    private readonly XxHash3 _hash = new((long)seed);
    private long _offset;

    /// <summary>What comes next.</summary>
    public EncodingBuffer Buffer { get; } = new();

    /// <summary>Writes what is in the buffer, if that is much.</summary>
    public void Spill()
    {
        if (Buffer.Length >= Chunk) Flush();
    }

    /// <summary>Writes what is in the buffer, and the hash.</summary>
    public void Complete()
    {
        Flush();
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, _hash.GetCurrentHashAsUInt64());
        file.Write(hash, _offset);
    }

    public void Dispose() => Buffer.Dispose();

    private void Flush()
    {
        _hash.Append(Buffer.Written);
        file.Write(Buffer.Written, _offset);
        _offset += Buffer.Length;
        Buffer.Clear();
    }
}

/// <summary>Reads what <see cref="HashedFileWriter"/> wrote.</summary>
internal sealed class HashedFileReader(IStorageFile file, ulong seed)
{
    private readonly XxHash3 _hash = new((long)seed);
    private readonly long _end = file.Length - sizeof(ulong);
    private byte[] _bytes = new byte[256 << 10];
    private int _begin, _filled;        // what was read from the file and not taken yet
    private long _offset;               // of what was read

    /// <summary>The next bytes, valid until the next call.</summary>
    /// <exception cref="InvalidDataException">The file has no more.</exception>
    public ReadOnlySpan<byte> Read(int size)
    {
        if (size < 0 || size > _end - _offset + (_filled - _begin)) throw new InvalidDataException();
        if (size > _filled - _begin) Fill(size);
        var bytes = _bytes.AsSpan(_begin, size);
        _begin += size;
        _hash.Append(bytes);
        return bytes;
    }

    /// <summary>True if all was read, and is what was written.</summary>
    public bool IsWhole()
    {
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        return _offset == _end && _begin == _filled && file.Read(hash, _end) == hash.Length
            && BinaryPrimitives.ReadUInt64LittleEndian(hash) == _hash.GetCurrentHashAsUInt64();
    }

    private void Fill(int size)
    {
        var rest = _bytes.AsSpan(_begin, _filled - _begin);
        if (size > _bytes.Length)
        {
            var larger = new byte[size];
            rest.CopyTo(larger);
            _bytes = larger;
        }
        else
        {
            rest.CopyTo(_bytes);
        }

        (_filled, _begin) = (rest.Length, 0);
        var room = _bytes.AsSpan(_filled, (int)Math.Min(_bytes.Length - _filled, _end - _offset));
        var read = file.Read(room, _offset);
        _offset += read;
        _filled += read;
        if (_filled < size) throw new InvalidDataException();
    }
}
