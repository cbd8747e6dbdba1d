namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>
/// One file while the system runs: what its cache holds, and what its disk does. They differ by what was not flushed, and, after a flush
/// that failed, by what the system takes for clean though it never reached the disk.
/// </summary>
internal sealed class SimFile(int id, Content content)
{
    public const int SectorSize = 512;

    private readonly HashSet<int> _dirty = [];
    private readonly HashSet<int> _lost = [];
    private byte[] _cache = content.Bytes;
    private byte[] _disk = content.Bytes;
    private bool _isShared = true;          // the cache's array is the disk's too

    public int Id => id;

    public int Length => _cache.Length;

    /// <summary>Whether a failed flush left bytes in the cache that count as clean.</summary>
    public bool HasLost => _lost.Count > 0;

    public int Read(Span<byte> buffer, long offset)
    {
        var available = (int)Math.Clamp(_cache.Length - offset, 0, buffer.Length);
        if (available > 0) _cache.AsSpan((int)offset, available).CopyTo(buffer);
        return available;
    }

    public byte[] ToArray() => [.. _cache];

    public void Write(ReadOnlySpan<byte> bytes, int offset)
    {
        if (bytes.IsEmpty) return;
        Own(Math.Max(_cache.Length, offset + bytes.Length));
        bytes.CopyTo(_cache.AsSpan(offset));
        for (var sector = offset / SectorSize; sector * SectorSize < offset + bytes.Length; sector++) _dirty.Add(sector);
    }

    public void SetLength(int length) => Own(length);

    /// <summary>All that is dirty reaches the disk; what a failed flush lost does not: nobody knows of it any more.</summary>
    public void Flush()
    {
        if (_lost.Count == 0)
        {
            (_disk, _isShared) = (_cache, true);
        }
        else
        {
            _lost.ExceptWith(_dirty);
            var disk = _cache.ToArray();
            foreach (var sector in _lost) CopySector(_disk, disk, sector);
            _disk = disk;
        }

        _dirty.Clear();
    }

    public void FailFlush()
    {
        _lost.UnionWith(_dirty);
        _dirty.Clear();
    }

    /// <summary>Clean pages are forgotten and read anew; dirty ones stay.</summary>
    public void DropCache()
    {
        Own(_cache.Length);
        foreach (var sector in _lost)
            if (!_dirty.Contains(sector)) CopySector(_disk, _cache, sector);
        _lost.Clear();
    }

    private static void CopySector(byte[] from, byte[] to, int sector)
    {
        var begin = sector * SectorSize;
        for (var at = begin; at < Math.Min(begin + SectorSize, to.Length); at++) to[at] = at < from.Length ? from[at] : (byte)0;
    }

    private void Own(int length)
    {
        if (!_isShared && length == _cache.Length) return;
        var own = new byte[length];
        _cache.AsSpan(0, Math.Min(length, _cache.Length)).CopyTo(own);
        (_cache, _isShared) = (own, false);
    }
}
