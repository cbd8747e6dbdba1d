using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Benchmarks.Storage;

/// <summary>
/// A file of full size, filled with zeros and flushed, so that writing it again changes no file-system structure: what the engine writes
/// into, too.
/// </summary>
internal sealed class PreparedFile : IDisposable
{
    private static readonly byte[] Zeros = new byte[1 << 20];

    private readonly SafeFileHandle _handle;

    public PreparedFile(string path, long length)
    {
        Length = length;
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite);
        for (long at = 0; at < length; at += Zeros.Length)
            RandomAccess.Write(_handle, Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, length - at)), at);
        RandomAccess.FlushToDisk(_handle);
    }

    public long Length { get; }

    public void WriteDurably(ReadOnlySpan<byte> bytes, long offset)
    {
        RandomAccess.Write(_handle, bytes, offset);
        DataSync.Flush(_handle);
    }

    public void Dispose() => _handle.Dispose();
}
