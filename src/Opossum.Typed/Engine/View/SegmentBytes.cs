using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.View;

/// <summary>The bytes of one segment after the other, in memory that is used again. Valid until the next read.</summary>
internal sealed class SegmentBytes
{
    private const int ChunkBytes = 1 << 20;

    private byte[] _bytes = [];

    public ReadOnlySpan<byte> ReadAll(IStorageFile file)
    {
        var length = Reserve(file);
        return _bytes.AsSpan(0, file.Read(_bytes.AsSpan(0, length), 0));
    }

    /// <summary>
    /// A file up to where its zeros seem to begin: after a clean stop nothing can be behind them, and most of a segment may be. Whether
    /// they do begin there is for its frames to say, which must end with the mark of that stop.
    /// </summary>
    public ReadOnlySpan<byte> ReadUsed(IStorageFile file)
    {
        var length = Reserve(file);
        for (var at = 0; at < length; at += ChunkBytes)
        {
            var chunk = _bytes.AsSpan(at, Math.Min(ChunkBytes, length - at));
            var read = file.Read(chunk, at);
            if (read < chunk.Length || !chunk.ContainsAnyExcept((byte)0)) return _bytes.AsSpan(0, at + read);
        }

        return _bytes.AsSpan(0, length);
    }

    private int Reserve(IStorageFile file)
    {
        var length = (int)Math.Min(file.Length, Array.MaxLength);
        if (_bytes.Length < length) _bytes = GC.AllocateUninitializedArray<byte>(length);
        return length;
    }
}
