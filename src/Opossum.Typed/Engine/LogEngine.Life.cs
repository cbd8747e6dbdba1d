using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Opening;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine;

// How the engine is opened, started and closed.
internal sealed partial class LogEngine
{
    private LogEngine(
        OpossumOptions options, FlushStrategy strategy, IStorage storage, StoreLock storeLock, SegmentFiles files, RecoveredLog recovered,
        StoreMetrics metrics)
    {
        (_options, _storage, _lock, _files, _recovered, _metrics) = (options, storage, storeLock, files, recovered, metrics);
        Terms = new(SegmentHeader.SeedOf(recovered.StoreId), options.TermMask);
        Consumers = new(storage, recovered.StoreId);
        RowFiles = new(storage);
        _views = new(recovered.View);
        Watermark = new(recovered.Report.Head);
        _keeper = new(storage, _views, recovered.StoreId, Terms, options.RunsPerMerge) { IsBusy = () => _commits?.IsBusy ?? false };
        Promise = new(storeLock, recovered.StoreId, _views);
        Log = new(storeLock, files, recovered, _views, _keeper, Terms);
        _judge = new(_views, Watermark, Terms.Seed);
        _queries = new(Watermark, _views, Terms, options.TimeProvider);
        _head = storage is MemoryStorage || !options.PublishesHead ? null : new(storage, recovered.StoreId, options.TimeProvider);
        Snapshots = storage is MemoryStorage ? null : new(storage, recovered.StoreId, Terms.Seed, Watermark, IdAt);
        _commits = new(Log, _views, Promise, Watermark, new(strategy, options.TimeProvider), metrics) { Head = _head };
        BackgroundWork?[] works = [_keeper.Work, files.Work, _head?.Work, Snapshots?.Work];
        metrics.Observe([.. works.OfType<BackgroundWork>()]);
        metrics.ObserveLag(() => Math.Max(Head - DurableHead, 0));
        _head?.Publish(Log.Durable, Head, TagEpoch);
    }

    /// <summary>Locks a storage and recovers its log. If that fails, everything that was taken is given back but the storage.</summary>
    /// <param name="storage">Where the log is.</param>
    /// <param name="options">The options.</param>
    /// <param name="strategy">When to flush; it goes before that of the options.</param>
    /// <param name="metrics">What is measured.</param>
    /// <exception cref="StoreLockedException">It is open already.</exception>
    /// <exception cref="StoreFormatException">It holds something else than a store of this version.</exception>
    /// <exception cref="StoreDamagedException">Events that were acknowledged are missing or altered.</exception>
    public static LogEngine Open(IStorage storage, OpossumOptions options, FlushStrategy strategy, StoreMetrics metrics)
    {
        var storeLock = StoreLock.Take(storage);
        try
        {
            var begun = metrics.Now;
            var files = new SegmentFiles(storage, options.MaxSegmentBytes, options.TimeProvider);
            RecoveredLog? recovered = null;
            try
            {
                recovered = new LogRecovery(storage, storeLock, files, options.TermMask, options.IndexProgress).Run();
                metrics.Recovered(begun, recovered.Report);
                storeLock.Tags = storeLock.Tags with { Epoch = recovered.View.TagEpoch };
                storeLock.WriteOpen(recovered.StoreId, recovered.Report.Head);
                return new(options, strategy, storage, storeLock, files, recovered, metrics);
            }
            catch
            {
                files.Dispose();            // which recovery may have given a prepared one
                recovered?.View.Dispose();
                throw;
            }
        }
        catch
        {
            storeLock.Dispose();
            throw;
        }
    }

    /// <summary>Starts the threads. If that fails, none is left.</summary>
    public void Start()
    {
        _commits.Start();
        try
        {
            // A flush makes the commit thread look, and end writing.
            _files.Path?.Start(() => Log.Newest, () => _commits.TryEnqueue(AppendRequest.CreateFlush()));
            _keeper.Start();
            if (Snapshots is { } snapshots) snapshots.StepsItself = true;
        }
        catch
        {
            _files.Path?.Dispose();
            _commits.Stop();
            throw;
        }
    }

    /// <summary>From now on nothing new begins; what was queued is still committed.</summary>
    public void BeginClose() => _isClosing = true;

    /// <summary>Commits what is queued, seals what is full, writes the close frame, and lets go of everything but the storage.</summary>
    public void Close()
    {
        BeginClose();
        using var parts = this;
        var allOnDisk = _commits.Stop();
        Consumers.Close();
        Snapshots?.Stop(writing: allOnDisk);
        Watermark.Close();
        lock (_preparing) { }           // a retagging that is under way ends by that
        _keeper.Stop(sealing: allOnDisk);
        if (!allOnDisk) return;
        Log.Close();
        _head?.Publish(Log.Durable, Head, TagEpoch);
        _head?.End(WriterState.Closed);
        _lock.WriteClosed(_recovered.StoreId, Watermark.Head);
    }

    /// <summary>Lets go of everything but the storage without closing the log, as the end of a process does.</summary>
    public void Dispose()
    {
        Snapshots?.Stop(writing: false);
        // From the last to the first, each whatever becomes of the others: a store that stays locked can't be opened again.
        using var storeLock = _lock;
        using var log = Log;
        using var keeper = _keeper;
        using var commits = _commits;
        using var head = _head;
        using var watch = _files.Path;
    }
}
