using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;

namespace Opossum.Typed.Engine.SnapshotFiles;

/// <summary>
/// Writes states of decision models beside the log and reads them, so that the first decision after a restart begins with one. A step
/// writes or deletes one file; steps are made on the thread pool while there is something to do. The files are derived from the log:
/// nothing waits for them, nothing flushes them, and whatever is wrong with one, it is left out.
/// </summary>
/// <param name="storage">Where the store is.</param>
/// <param name="storeId">Of the store.</param>
/// <param name="seed">Of its hashes.</param>
/// <param name="watermark">Up to where the log is durable.</param>
/// <param name="idAt">The id of the event at a position.</param>
internal sealed class SnapshotKeeper(IStorage storage, Guid storeId, ulong seed, Watermark watermark, Func<long, Guid> idAt)
{
    /// <summary>All files together, each counted in blocks of 4 KiB.</summary>
    public const long MostBytes = 256L << 20;

    /// <summary>Boundaries that may wait for their snapshot; of more, the next time decides.</summary>
    private const int MostWaiting = 256;

    private readonly SnapshotCatalog _catalog = new(storage);
    private readonly object _changing = new();          // is waited on, which a Lock can't be

    // Under _changing.
    private readonly Dictionary<(uint, ulong, uint), ISnapshotSource> _waiting = [];
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private bool _isQueued;
    private bool _isStepping;
    private bool _isStopped;

    private SnapshotException? _refusal;        // by the thread that steps

    /// <summary>Writing snapshots: fails on a full disk, say.</summary>
    public BackgroundWork Work { get; } = new("snapshots");

    /// <summary>True if steps are made on the thread pool; otherwise the owner makes them.</summary>
    public bool StepsItself { get; set; }

    /// <summary>How many bytes the files may have.</summary>
    public long Most { get; init; } = MostBytes;

    /// <summary>Finds the newest usable state of a boundary.</summary>
    public StoredState? Find(in SnapshotKey key)
    {
        try
        {
            if (_catalog.Find(key.NameAt(0)) is not { } name) return null;
            if (TryRead(name, key) is { } state) return state;
            Forget(name);
        }
        catch (FileNotFoundException)
        {
            return null;                // anybody may delete it
        }
        catch (Exception e) when (IsOfStorage(e))
        {
            Work.Report(e);
        }

        return null;
    }

    /// <summary>Leaves a file out whose state can't be read.</summary>
    public void Forget(in SnapshotKey key, long position) => Forget(key.NameAt(position));

    /// <summary>Has a state written once all that is in it is durable.</summary>
    public void Offer(ISnapshotSource state)
    {
        var key = state.SnapshotKey;
        lock (_changing)
        {
            var place = key.NameAt(0).Place;
            if (_isStopped || _refused.Contains(key.Model.Identity)) return;
            if (_waiting.TryGetValue(place, out var before) ? before.Position >= state.Position : _waiting.Count >= MostWaiting) return;
            _waiting[place] = state;
        }

        if (watermark.DurableHead < state.Position)
        {
            watermark.Alarms.Add(state.Position, Run);
            if (watermark.DurableHead < state.Position) return;
        }

        Run();
    }

    /// <summary>Writes a state that is durable, or deletes a useless file.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public bool Step()
    {
        ISnapshotSource? due;
        lock (_changing)
        {
            due = NextDue();
            if (due is not null) _waiting.Remove(due.SnapshotKey.NameAt(0).Place);
        }

        try
        {
            if (due is not null) Write(due);
            else if (_catalog.NextUseless() is { } useless) Delete(useless);
            else return false;
            Work.Report(_refusal);
        }
        catch (SnapshotException e)
        {
            lock (_changing) _refused.Add(due!.SnapshotKey.Model.Identity);
            Work.Report(_refusal = e);
        }
        catch (Exception e) when (IsOfStorage(e))
        {
            Work.Report(e);             // the boundary's next snapshot tries it again
        }

        return true;
    }

    /// <summary>Ends the steps.</summary>
    /// <param name="writing">Whether what waits and is durable is written before.</param>
    public void Stop(bool writing)
    {
        lock (_changing)
        {
            _isStopped = true;
            if (!writing) _waiting.Clear();
            // Not for what is queued: every thread of the pool may be waiting for this.
            while (_isStepping) Monitor.Wait(_changing);
        }

        while (writing && Step()) { }
    }

    private void Write(ISnapshotSource source)
    {
        var key = source.SnapshotKey;
        var name = key.NameAt(source.Position);
        var state = new StoredState(source.Position, idAt(source.Position), source.Events, source.Encode());
        var bytes = state.Write(key, storeId, seed);
        if (bytes.Length > Most) return;
        using (var file = storage.Create(name.Temporary)) file.Write(bytes, 0);
        storage.Rename(name.Temporary, name.ToString());
        _catalog.Add(name, bytes.Length);
        _catalog.Shrink(Most);
    }

    private void Delete(string file)
    {
        try
        {
            storage.Delete(file);
        }
        catch (FileNotFoundException)
        {
            // Anybody may.
        }
    }

    private StoredState? TryRead(SnapshotName name, in SnapshotKey key)
    {
        if (name.Position > watermark.DurableHead) return null;
        using var file = storage.Open(name.ToString());
        if (file.Length > Math.Min(Most, Array.MaxLength)) return null;
        var bytes = new byte[file.Length];
        var length = file.Read(bytes, 0);
        return StoredState.TryRead(bytes.AsMemory(0, length), key, storeId, seed, out var state)
            && state.Position == name.Position
            && state.EventId == idAt(state.Position)
            ? state
            : null;
    }

    private void Forget(SnapshotName name)
    {
        _catalog.Forget(name);
        Run();
    }

    private ISnapshotSource? NextDue()
    {
        foreach (var each in _waiting.Values)
            if (each.Position <= watermark.DurableHead) return each;
        return null;
    }

    private void Run()
    {
        lock (_changing)
        {
            if (!StepsItself || _isQueued || _isStopped) return;
            _isQueued = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static keeper => keeper.MakeSteps(), this, preferLocal: false);
    }

    private void MakeSteps()
    {
        lock (_changing)
        {
            _isQueued = false;
            if (_isStopped || _isStepping) return;
            _isStepping = true;
        }

        while (true)
        {
            if (!Volatile.Read(ref _isStopped) && Step()) continue;
            lock (_changing)
            {
                if (_isQueued && !_isStopped)
                {
                    _isQueued = false;
                    continue;
                }

                _isStepping = false;
                Monitor.PulseAll(_changing);
                return;
            }
        }
    }

    private static bool IsOfStorage(Exception e) => e is IOException or UnauthorizedAccessException or StoreException;
}
