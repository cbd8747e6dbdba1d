using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.SnapshotFiles;

/// <summary>
/// The files of the directory, so that a decision whose boundary has none asks no disk. Listed when the first model with snapshots is read.
/// For any number of threads.
/// </summary>
internal sealed class SnapshotCatalog(IStorage storage)
{
    /// <summary>What a file takes on disk, at least.</summary>
    private const long Block = 4096;

    private readonly Lock _lock = new();

    // Under the lock.
    private readonly Dictionary<(uint, ulong, uint), SnapshotName> _newest = [];
    private readonly Dictionary<string, long> _sizes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _useless = new(StringComparer.Ordinal);
    private readonly HashSet<(uint Model, uint Fold)> _folds = [];
    private bool _isListed;
    private bool _isMeasured;

    /// <summary>The file of a place; null if there is none. Those of other folds of the model become useless.</summary>
    public SnapshotName? Find(SnapshotName wanted)
    {
        lock (_lock)
        {
            List();
            if (_folds.Add((wanted.Model, wanted.Fold))) ForgetOtherFolds(wanted);
            return _newest.TryGetValue(wanted.Place, out var found) ? found : null;
        }
    }

    /// <summary>Takes a file that was written. The one before it becomes useless.</summary>
    public void Add(SnapshotName name, long length)
    {
        lock (_lock)
        {
            List();
            _sizes[name.ToString()] = SizeOf(length);
            _useless.Remove(name.ToString());           // the one that could not be used
            Take(name);
        }
    }

    /// <summary>Leaves a file out that can't be used.</summary>
    public void Forget(SnapshotName name)
    {
        lock (_lock)
        {
            if (_newest.TryGetValue(name.Place, out var newest) && newest == name) _newest.Remove(name.Place);
            _useless.Add(name.ToString());
        }
    }

    /// <summary>A file to be deleted; null if there is none.</summary>
    public string? NextUseless()
    {
        lock (_lock)
        {
            if (_useless.FirstOrDefault() is not { } name) return null;
            _useless.Remove(name);
            _sizes.Remove(name);
            return name;
        }
    }

    /// <summary>Gives up the files that were written first, until the others are within a number of bytes.</summary>
    public void Shrink(long most)
    {
        lock (_lock)
        {
            Measure();
            var bytes = 0L;
            foreach (var size in _sizes.Values) bytes += size;
            if (bytes <= most) return;
            foreach (var oldest in _newest.Values.OrderBy(static name => name.Position).ToArray())
            {
                if (bytes <= most) return;
                bytes -= _sizes.GetValueOrDefault(oldest.ToString());
                _newest.Remove(oldest.Place);
                _useless.Add(oldest.ToString());
            }
        }
    }

    private void List()
    {
        if (_isListed) return;
        _isListed = true;
        foreach (var file in storage.List(SnapshotName.Directory))
        {
            if (SnapshotName.TryParse(file, out var name)) Take(name);
            else if (SnapshotName.IsTemporary(file)) _useless.Add(file);
        }
    }

    private void Take(SnapshotName name)
    {
        if (_newest.TryGetValue(name.Place, out var other))
        {
            if (other.Position >= name.Position)
            {
                if (other != name) _useless.Add(name.ToString());
                return;
            }

            _useless.Add(other.ToString());
        }

        _newest[name.Place] = name;
    }

    private void ForgetOtherFolds(SnapshotName wanted)
    {
        foreach (var name in _newest.Values.Where(name => name.Model == wanted.Model && name.Fold != wanted.Fold).ToArray())
        {
            _newest.Remove(name.Place);
            _useless.Add(name.ToString());
        }
    }

    private void Measure()
    {
        if (_isMeasured) return;
        _isMeasured = true;
        foreach (var name in _newest.Values)
        {
            var file = name.ToString();
            if (_sizes.ContainsKey(file)) continue;
            try
            {
                using var opened = storage.Open(file);
                _sizes[file] = SizeOf(opened.Length);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _sizes[file] = Block;           // others may have deleted it
            }
        }
    }

    private static long SizeOf(long length) => (length + Block - 1) / Block * Block;
}
