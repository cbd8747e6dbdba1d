using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Opossum.Typed.Hosting.Telemetry;
using Opossum.Typed.Hosting.Validation;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>A store that the host writes.</summary>
internal sealed class HostedStore : HostedLog
{
    private readonly HostedEventLog _log;
    private readonly IHostEnvironment _environment;
    private readonly OpossumOptions _engineOptions;
    private volatile RetagReport? _retagging;
    private StoreWatcher? _watcher;     // written before the log is attached

    public HostedStore(StoreRegistration registration, IServiceProvider services) : base(registration, services)
    {
        _log = new(registration);
        _environment = services.GetRequiredService<IHostEnvironment>();
        Options = services.GetRequiredService<IOptionsMonitor<HostedStoreOptions>>().Get(registration.Name);
        Path = Options.InMemory
            ? null
            : StorePath.Resolve(Options.RootPath!, Options.StoreName, registration, _environment.ContentRootPath);
        _engineOptions = new()
        {
            FlushEventsImmediately = Options.FlushEventsImmediately,
            Flush = Options.Flush,
            DecisionTimeout = Options.DecisionTimeout,
            KeptStateBytes = Options.KeptStateBytes,
            MaxSegmentBytes = Options.MaxSegmentBytes,
            MaxAppendBytes = Options.MaxAppendBytes,
            Access = Options.Access,
            Keys = Options.Keys ?? (Options.InMemory ? SubjectKeys.InMemory() : null),
            IndexProgress = new IndexReport(Logger, Name),
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
        };
        Store = new(_log, registration.Model, _engineOptions);
    }

    public HostedStoreOptions Options { get; }

    /// <summary>What is injected.</summary>
    public OpossumStore Store { get; }

    public override OpossumReader Reader => Store;

    public override string? Path { get; }

    public override Exception? Fault => Log?.Fault;

    /// <summary>The open log; null before.</summary>
    public EmbeddedEventLog? Log => _log.Inner;

    /// <summary>What the engine tells of itself; null before it is open, and in memory.</summary>
    public StoreWatcher? Watcher => _log.Inner is null ? null : _watcher;

    /// <summary>How far the retagging is that the store's opening waits for; null where it was not begun.</summary>
    public RetagProgress? Retagging => _retagging?.Last;

    /// <summary>What it lies on, as seen at the start; null before, and where that could not be found out.</summary>
    public StorageProfile? Storage { get; private set; }

    protected override async Task OpenLogAsync(CancellationToken cancellationToken)
    {
        var begin = _engineOptions.TimeProvider.GetTimestamp();
        if (Path is not null) _watcher = new(Path, this, Name, Logger);
        var log = await OpenEngineAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Storage = await ProbeAsync(log, cancellationToken).ConfigureAwait(false);
            if (Storage is not null && ProductionGuard.Problem(Registration, Options, _environment, Storage) is { } problem)
                throw new InvalidOperationException(problem);
            await RetagAsync(log, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await log.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        Attach(log);
        await Store.OpenKeysAsync(cancellationToken).ConfigureAwait(false);
        Report(log, _engineOptions.TimeProvider.GetElapsedTime(begin));
    }

    /// <summary>Tests attach a log whose disk they hold.</summary>
    internal void Attach(EmbeddedEventLog log) => _log.Attach(log);

    public override async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (Log is not { } log) return;
        var closing = CloseAsync(log);
        try
        {
            await closing.WaitAsync(cancellationToken).ConfigureAwait(false);
            Logger.Closed(Name, Place, log.Head);
        }
        catch (OperationCanceledException)
        {
            Logger.CloseTimedOut(Name, Place);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        _watcher?.Dispose();
    }

    public override void Dispose()
    {
        base.Dispose();
        _watcher?.Dispose();
    }

    private async Task CloseAsync(EmbeddedEventLog log)
    {
        if (ReadModels is not null) await ReadModels.CloseAsync().ConfigureAwait(false);
        await log.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<EmbeddedEventLog> OpenEngineAsync(CancellationToken cancellationToken)
    {
        if (Path is null) return EmbeddedEventLog.OpenInMemory(_engineOptions);
        try
        {
            return await EmbeddedEventLog.OpenAsync(Path, _engineOptions, Options.LockTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException e) when (e is StoreAccessException or StoreLockedException or StoreFormatException)
        {
            throw NotOpened(e, Options.RootPath);
        }
    }

    /// <summary>
    /// Before anything can append under a condition that misses old events. An empty store has none, and is retagged without a word: what
    /// is appended from now on has its tags, and that is on record then.
    /// </summary>
    private async Task RetagAsync(EmbeddedEventLog log, CancellationToken cancellationToken)
    {
        // A store of its own: disposing of one would close the log.
        var store = new OpossumStore(log, Registration.Model, _engineOptions);
        await store.OpenKeysAsync(cancellationToken).ConfigureAwait(false);         // the same ones as those of the store that is injected
        if (log.Head == 0)
        {
            if (Registration.Model.DemandedRetags.Any(demanded => !log.Retagged.Any(tag => tag with { Covered = 0 } == demanded)))
                await store.RetagAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return;
        }

        var missing = store.MissingRetags;
        if (missing.IsEmpty) return;
        if (!Options.RetagAtStart) throw new InvalidOperationException(RetagGuard.Problem(Registration, missing));
        Logger.Retagging(Name, Place, missing.Length, log.Head);
        var result = await store.RetagAsync(null, _retagging = new(Logger, Name), cancellationToken).ConfigureAwait(false);
        Logger.Retagged(Name, result.Retagged, result.Covered, result.TagEpoch);
    }

    private async Task<StorageProfile?> ProbeAsync(EmbeddedEventLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await log.ProbeStorageAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Logger.ProbeFailed(Quotable.OrNull(e), Name, Place);
            return null;
        }
    }

    private void Report(EmbeddedEventLog log, TimeSpan duration)
    {
        Logger.Opened(Name, Place, log.Head, duration.TotalMilliseconds);
        if (log.Recovery is { CutBytes: > 0 } cut) Logger.RecoveryCut(Name, cut.CutBytes, cut.CutFile, cut.CutOffset, cut.Head);
        else if (!log.Recovery.WasClosed) Logger.NotClosed(Name, log.Head);
        if (!Options.InMemory)
        {
            foreach (var warning in Storage?.Warnings ?? []) Logger.StorageWarned(Name, warning.Kind, warning.Message);
        }

        if (ProductionGuard.Risk(Options) != ProductionGuard.Loss.None && _environment.IsProduction())
            Logger.LossAllowed(Name, Registration.Place(nameof(Options.AllowDataLossInProduction)));
    }
}
