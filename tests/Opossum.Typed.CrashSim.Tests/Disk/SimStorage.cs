using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>
/// A disk, and the system in front of it, in memory: everything that changes it is written to a journal, from which
/// <see cref="CrashStates"/> tells what a power cut may leave.
/// </summary>
internal sealed class SimStorage : IStorage, IDescribedStorage
{
    private readonly Lock _calling = new();
    private readonly Dictionary<string, SimFile> _names = new(StringComparer.Ordinal);
    private readonly List<Operation> _journal = [];
    private readonly HashSet<string> _locked = new(StringComparer.Ordinal);
    private int _lastFile;

    public SimStorage(DiskImage image)
    {
        Base = image;
        var files = new Dictionary<int, SimFile>();
        foreach (var (name, content, file) in image.Numbered())
        {
            if (!files.TryGetValue(file, out var there)) files.Add(file, there = new(file, content));
            _names.Add(name, there);
            _lastFile = Math.Max(_lastFile, file);
        }
    }

    /// <summary>What was on the disk before the first operation.</summary>
    public DiskImage Base { get; }

    public IReadOnlyList<Operation> Journal => _journal;

    public Gate Gate { get; } = new();

    /// <summary>Told of each operation before it is made, with its place in the journal.</summary>
    public Action<int>? Noting { get; set; }

    /// <summary>Told of each flush of the gate's owner, before it is made.</summary>
    public Action? Flushing { get; set; }

    /// <summary>Asked before each call, reading ones too; may fail it.</summary>
    public IFaultPlan? Faults { get; set; }

    /// <summary>On which the engine makes the room of segments in another way.</summary>
    public bool IsCopyOnWrite { get; init; }

    public FileSystem FileSystem => new("simulated", IsCopyOnWrite ? FileSystemKind.CopyOnWrite : FileSystemKind.Disk);

    public BlockDevice Device => default;

    public string Location => "disk";

    public FilePool Handles { get; } = new();

    public string Describe(string name) => name;

    public IReadOnlyList<string> List(string directory)
    {
        lock (_calling)
        {
            FaultOf("list", directory)?.Throw();
            return [.. _names.Keys.Where(name => DirectoryOf(name) == directory)];
        }
    }

    public IStorageFile Open(string name) =>
        TryOpen(name) ?? throw new FileNotFoundException($"There is no file '{name}'.", name);

    public IStorageFile? TryOpen(string name)
    {
        Gate.Pass();
        lock (_calling)
        {
            FaultOf("open", name)?.Throw();
            return _names.TryGetValue(name, out var file) ? new SimHandle(this, file, name) : null;
        }
    }

    public string? IdentityOf(string name) => Location;

    public IStorageFile Create(string name)
    {
        Gate.Pass();
        lock (_calling)
        {
            FaultOf("create", name)?.Throw();
            return new SimHandle(this, CreateFile(name), name);
        }
    }

    public void Rename(string from, string to)
    {
        Gate.Pass();
        lock (_calling)
        {
            FaultOf("rename", from)?.Throw();
            if (!_names.Remove(from, out var file)) throw new FileNotFoundException($"There is no file '{from}'.", from);
            Note(new(OperationKind.Rename, from, file.Id, Target: to));
            _names[to] = file;
        }
    }

    /// <summary>A directory is a storage too (<see cref="SimFolder"/>): names are links on this one disk.</summary>
    public bool TryLink(IStorage from, string existing, string name)
    {
        Gate.Pass();
        lock (_calling)
        {
            FaultOf("link", name)?.Throw();
            if (!ReferenceEquals(from, this) || !_names.TryGetValue(existing, out var file) || _names.ContainsKey(name)) return false;
            Note(new(OperationKind.Link, existing, file.Id, Target: name));
            _names[name] = file;
            return true;
        }
    }

    public void Delete(string name)
    {
        Gate.Pass();
        lock (_calling)
        {
            FaultOf("delete", name)?.Throw();
            if (!_names.Remove(name, out var file)) return;
            Note(new(OperationKind.Delete, name, file.Id));
        }
    }

    public void SyncDirectory(string directory)
    {
        Gate.Pass();
        lock (_calling)
        {
            var fault = FaultOf("sync", directory);
            Note(new(OperationKind.SyncDirectory, directory, Failed: fault is not null));
            fault?.Throw();
        }
    }

    public IStorageFile Lock(string name)
    {
        lock (_calling)
        {
            FaultOf("lock", name)?.Throw();
            if (!_locked.Add(name)) throw new StoreLockedException(Location, "by this process");
            return new SimHandle(this, _names.GetValueOrDefault(name) ?? CreateFile(name), name, () => _locked.Remove(name));
        }
    }

    /// <summary>The process ends without a word: its locks are gone, the system and its cache go on.</summary>
    public void KillProcess() => _locked.Clear();

    /// <summary>What a system that goes on sees: all that was written, flushed or not.</summary>
    public DiskImage Cached()
    {
        lock (_calling) return new(_names.Select(static name => KeyValuePair.Create(name.Key, new Content(name.Value.ToArray()))));
    }

    /// <summary>The files as another process sees them while they change.</summary>
    public Onlooker LookOn() =>
        new(_names.GetValueOrDefault, directory => [.. _names.Keys.Where(name => DirectoryOf(name) == directory)]);

    /// <summary>What is left when nothing of what was not flushed has reached the disk.</summary>
    public DiskImage Durable() => CrashStates.Durable(Base, _journal);

    public static string DirectoryOf(string name) => name.LastIndexOf('/') is var slash and >= 0 ? name[..slash] : "";

    private SimFile CreateFile(string name)
    {
        Note(new(OperationKind.Create, name, _lastFile + 1));
        return _names[name] = new(++_lastFile, Content.Empty);
    }

    private IFault? FaultOf(string call, string name) => Faults?.Next(call, name);

    private void Note(Operation operation)
    {
        Noting?.Invoke(_journal.Count);
        _journal.Add(operation);
    }

    /// <summary>A file as somebody has it open.</summary>
    private sealed class SimHandle(SimStorage owner, SimFile file, string name, Action? closing = null) : IStorageFile
    {
        public long Length
        {
            get
            {
                lock (owner._calling) return file.Length;
            }
        }

        public int Read(Span<byte> buffer, long offset)
        {
            owner.Gate.Pass();
            lock (owner._calling)
            {
                owner.FaultOf("read", name)?.Throw();
                return file.Read(buffer, offset);
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            owner.Gate.Pass();
            lock (owner._calling)
            {
                var fault = owner.FaultOf("write", name);
                var written = bytes[..(fault?.BytesOf(bytes.Length) ?? bytes.Length)].ToArray();
                if (written.Length > 0)
                {
                    owner.Note(new(OperationKind.Write, name, file.Id, offset, written, Failed: fault is not null));
                    file.Write(written, (int)offset);
                }

                fault?.Throw();
            }
        }

        public void SetLength(long length)
        {
            owner.Gate.Pass();
            lock (owner._calling)
            {
                owner.FaultOf("set length", name)?.Throw();
                owner.Note(new(OperationKind.SetLength, name, file.Id, length));
                file.SetLength((int)length);
            }
        }

        public void Flush()
        {
            if (owner.Gate.IsOwner) owner.Flushing?.Invoke();
            owner.Gate.Pass();
            lock (owner._calling)
            {
                var fault = owner.FaultOf("flush", name);
                owner.Note(new(OperationKind.Flush, name, file.Id, Failed: fault is not null));
                if (fault is null) file.Flush();
                else file.FailFlush();
                fault?.Throw();
            }
        }

        public void DropCache()
        {
            lock (owner._calling)
            {
                if (!file.HasLost) return;
                owner.Note(new(OperationKind.DropCache, name, file.Id));
                file.DropCache();
            }
        }

        public void Dispose() => closing?.Invoke();
    }
}
