using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Benchmarks.Engines;

/// <summary>
/// The segments of a log to be copied, read group by group into one buffer, which is then as warm as one that was just encoded into.
/// </summary>
internal sealed class SourceFiles(IReadOnlyList<FileInfo> segments) : IDisposable
{
    private readonly SafeFileHandle[] _handles = [.. segments.Select(static segment => File.OpenHandle(segment.FullName))];
    private byte[] _buffer = new byte[1 << 20];

    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Read(LogGroup group)
    {
        if (_buffer.Length < group.Length) _buffer = new byte[group.Length];
        for (var at = 0; at < group.Length;)
        {
            var read = RandomAccess.Read(_handles[group.Segment], _buffer.AsSpan(at, group.Length - at), group.Offset + at);
            if (read == 0) throw new EndOfStreamException();
            at += read;
        }

        return _buffer.AsSpan(0, group.Length);
    }

    public void Dispose()
    {
        foreach (var handle in _handles) handle.Dispose();
    }
}
