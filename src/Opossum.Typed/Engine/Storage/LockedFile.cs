using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Engine.Storage;

/// <summary>A file that is held exclusively until it is disposed of.</summary>
internal sealed class LockedFile(SafeFileHandle file) : IStorageFile
{
    private readonly DiskFile _file = new(file);

    public long Length => _file.Length;

    public int Read(Span<byte> buffer, long offset) => _file.Read(buffer, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => _file.Write(bytes, offset);

    public void SetLength(long length) => _file.SetLength(length);

    public void Flush() => _file.Flush();

    public void DropCache() => _file.DropCache();

    public void Dispose()
    {
        if (!file.IsClosed) Platform.Unlock(file);
    }
}
