using System.Buffers.Binary;

namespace Opossum.Typed.CrashLab.Observing;

/// <summary>What one observer has seen, in order: position and id of each event, 24 bytes. A kill can tear the last one.</summary>
internal sealed class SeenFile : IDisposable
{
    public const int EntryBytes = sizeof(long) + 16;

    private readonly FileStream _file;

    public SeenFile(string path)
    {
        _file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _file.SetLength(_file.Length / EntryBytes * EntryBytes);
        _file.Seek(0, SeekOrigin.End);
        Last = Read(path) is [.., var last] ? last.Position : 0;
    }

    /// <summary>The last position that was seen.</summary>
    public long Last { get; private set; }

    public void Add(long position, Guid id)
    {
        Span<byte> entry = stackalloc byte[EntryBytes];
        BinaryPrimitives.WriteInt64LittleEndian(entry, position);
        id.TryWriteBytes(entry[sizeof(long)..]);
        _file.Write(entry);
        Last = position;
    }

    /// <summary>Hands everything to the system: a kill does not take it back.</summary>
    public void Save() => _file.Flush();

    public void Dispose() => _file.Dispose();

    public static (long Position, Guid Id)[] Read(string path)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length / EntryBytes * EntryBytes];
        file.ReadExactly(bytes);
        var entries = new (long, Guid)[bytes.Length / EntryBytes];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = bytes.AsSpan(i * EntryBytes, EntryBytes);
            entries[i] = (BinaryPrimitives.ReadInt64LittleEndian(entry), new(entry[sizeof(long)..]));
        }

        return entries;
    }
}
