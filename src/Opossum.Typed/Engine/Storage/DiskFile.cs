using Microsoft.Win32.SafeHandles;
using Opossum.Typed.Engine.Storage.Unix;

namespace Opossum.Typed.Engine.Storage;

/// <summary>A file on disk. Plain pread and pwrite: a memory map would turn a truncated file into a dead process.</summary>
internal sealed class DiskFile(SafeFileHandle handle) : IStorageFile
{
    /// <summary>The identity of the file; null where the system does not tell.</summary>
    public FileStatus? Status => FileStatus.Of(handle);

    public long Length => RandomAccess.GetLength(handle);

    public int Read(Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[total..], offset + total);
            if (read == 0) break;
            total += read;
        }

        return total;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    public void Flush() => Platform.FlushData(handle);

    public void DropCache() => Platform.DropCache(handle);

    public void Dispose() => handle.Dispose();
}
