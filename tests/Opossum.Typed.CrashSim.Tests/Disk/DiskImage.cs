using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>What a disk holds while no system runs: names and bytes.</summary>
internal sealed class DiskImage
{
    private readonly SortedList<string, Content> _files;
    private UInt128? _hash;

    public DiskImage(IEnumerable<KeyValuePair<string, Content>> files)
    {
        _files = new(StringComparer.Ordinal);
        foreach (var (name, content) in files) _files.Add(name, content);
    }

    public static DiskImage Empty { get; } = new([]);

    public IReadOnlyDictionary<string, Content> Files => _files;

    /// <summary>Equal for equal disks; 128 bits, so that no two others share it.</summary>
    public UInt128 Hash => _hash ??= ComputeHash();

    /// <summary>
    /// Names with the numbers of their files. Names whose bytes are the same object are names of one file: a disk keeps what was linked.
    /// </summary>
    public IEnumerable<(string Name, Content Content, int File)> Numbered()
    {
        var numbers = new Dictionary<Content, int>(ReferenceEqualityComparer.Instance);
        var last = 0;
        foreach (var (name, content) in _files)
        {
            if (content.Bytes.Length == 0 || !numbers.TryGetValue(content, out var file)) file = ++last;
            if (content.Bytes.Length > 0) numbers[content] = file;
            yield return (name, content, file);
        }
    }

    /// <summary>What lies in a directory, as a disk of its own.</summary>
    public DiskImage In(string directory) =>
        new(_files.Where(file => file.Key.StartsWith(directory + "/", StringComparison.Ordinal))
            .Select(file => KeyValuePair.Create(file.Key[(directory.Length + 1)..], file.Value)));

    /// <summary>The same disk with other bytes in one file.</summary>
    public DiskImage With(string name, byte[] bytes)
    {
        var files = new Dictionary<string, Content>(_files) { [name] = new(bytes) };
        return new(files);
    }

    public override string ToString() =>
        string.Join(", ", _files.Select(file => $"{file.Key} {file.Value.Bytes.Length} B #{(ulong)file.Value.Hash:x16}"));

    private UInt128 ComputeHash()
    {
        var hash = new XxHash128();
        foreach (var (name, content) in _files)
        {
            hash.Append(Encoding.UTF8.GetBytes(name));
            var of = content.Hash;
            hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in of)));
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
