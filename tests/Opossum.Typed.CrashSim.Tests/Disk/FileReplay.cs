namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>
/// One file in a replayed journal: what is surely on the disk, and the versions of each sector that may be there instead.
/// </summary>
internal sealed class FileReplay(Content durable)
{
    private const int SectorSize = SimFile.SectorSize;

    private readonly HashSet<int> _dirty = [];
    private byte[] _current = durable.Bytes;

    /// <summary>Surely on disk.</summary>
    public Content Durable { get; private set; } = durable;

    /// <summary>By sector, oldest first, with the operation that made each.</summary>
    public SortedDictionary<int, List<SectorVersion>> Pending { get; } = [];

    /// <summary>Sizes that the file had since the last flush, with the operation that made each.</summary>
    public List<(int Operation, int Length)> Sizes { get; } = [];

    public int Length => _current.Length;

    public FileReplay Clone()
    {
        var clone = new FileReplay(Durable) { _current = _current };
        foreach (var (sector, versions) in Pending) clone.Pending.Add(sector, [.. versions]);
        clone.Sizes.AddRange(Sizes);
        clone._dirty.UnionWith(_dirty);
        return clone;
    }

    public void Write(int operation, byte[] bytes, int offset)
    {
        Resize(operation, Math.Max(_current.Length, offset + bytes.Length));
        bytes.CopyTo(_current, offset);
        for (var sector = offset / SectorSize; sector * SectorSize < offset + bytes.Length; sector++)
        {
            _dirty.Add(sector);
            var version = SectorOf(_current, sector);
            if (!Pending.TryGetValue(sector, out var versions))
            {
                if (version.AsSpan().SequenceEqual(SectorOf(Durable.Bytes, sector))) continue;
                Pending.Add(sector, versions = []);
            }

            if (versions.Count == 0 || !version.AsSpan().SequenceEqual(versions[^1].Bytes)) versions.Add(new(operation, version));
        }
    }

    public void SetLength(int operation, int length) => Resize(operation, length);

    /// <summary>
    /// A flush that failed leaves all as possible as it was, for good: the pages count as clean, so no later flush writes them.
    /// </summary>
    public void Flush(bool failed)
    {
        if (!failed)
        {
            var disk = _current.ToArray();
            foreach (var sector in Pending.Keys.ToArray())
            {
                if (_dirty.Contains(sector)) Pending.Remove(sector);
                else
                    SectorOf(Durable.Bytes, sector).AsSpan(0, Math.Min(SectorSize, disk.Length - sector * SectorSize))
                        .CopyTo(disk.AsSpan(sector * SectorSize));
            }

            Durable = new(disk);
            Sizes.Clear();
        }

        _dirty.Clear();
    }

    /// <summary>What a failed flush did not write is not there, and does not come any more: somebody has looked.</summary>
    public void DropCache()
    {
        foreach (var sector in Pending.Keys.ToArray())
        {
            if (_dirty.Contains(sector)) continue;
            Pending.Remove(sector);
            if (sector * SectorSize >= _current.Length) continue;
            SectorOf(Durable.Bytes, sector).AsSpan(0, Math.Min(SectorSize, _current.Length - sector * SectorSize))
                .CopyTo(_current.AsSpan(sector * SectorSize));
        }
    }

    public static byte[] SectorOf(byte[] bytes, int sector)
    {
        var begin = Math.Min(sector * SectorSize, bytes.Length);
        var result = new byte[SectorSize];
        bytes.AsSpan(begin, Math.Min(SectorSize, bytes.Length - begin)).CopyTo(result);
        return result;
    }

    private void Resize(int operation, int length)
    {
        if (length != _current.Length) Sizes.Add((operation, length));
        var larger = new byte[length];
        _current.AsSpan(0, Math.Min(length, _current.Length)).CopyTo(larger);
        _current = larger;
    }
}

/// <summary>What a sector holds if the write of an operation was the last that reached it.</summary>
internal readonly record struct SectorVersion(int Operation, byte[] Bytes);
