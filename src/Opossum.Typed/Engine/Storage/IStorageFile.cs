namespace Opossum.Typed.Engine.Storage;

/// <summary>One file: positioned reads and writes that many threads may use at once.</summary>
internal interface IStorageFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads up to the buffer's length; fewer bytes only at the end of the file.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all bytes or throws.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    void SetLength(long length);

    /// <summary>Makes the written data durable. A failure is final: the cache may lie afterwards, so nobody calls it again.</summary>
    void Flush();

    /// <summary>Forgets what the operating system has cached of the file, so that the next read sees the disk.</summary>
    void DropCache();
}
