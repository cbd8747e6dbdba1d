using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.HeadFiles;
using Opossum.Typed.Engine.ReadOnly;
using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine;

/// <summary>
/// The engine beside a writer: the same log, index and readers, brought up to date by looks at the files. It changes nothing. The public
/// <see cref="ReadOnlyEventLog"/> starts its thread once something follows.
/// </summary>
internal sealed partial class ReadOnlyEngine : IDisposable
{
    /// <summary>How often a look goes further than what the writer says, in milliseconds.</summary>
    private const int BetweenThorough = 1_000;

    private readonly IStorage _storage;
    private readonly LogObserver _observer;
    private readonly LogQueries _queries;
    private readonly SnapshotJudge _judge;
    private readonly ManualResetEventSlim _closing = new(initialState: false, spinCount: 0);
    private readonly Lock _starting = new();
    private Thread? _thread;                    // under _starting
    private volatile Exception? _failure;       // of the last look of the thread

    private ReadOnlyEngine(IStorage storage, Guid storeId, ReadOnlyOptions options)
    {
        _storage = storage;
        _observer = new(storage, storeId, options.TermMask);
        _queries = new(_observer.Watermark, _observer.Views, _observer.Terms, options.TimeProvider);
        _judge = new(_observer.Views, _observer.Watermark, _observer.Terms.Seed);
    }

    public Guid StoreId => _observer.StoreId;

    public Watermark Watermark => _observer.Watermark;

    public LogObserver Observer => _observer;

    /// <summary>Reads a store as far as it is proven.</summary>
    /// <exception cref="StoreNotFoundException">There is none.</exception>
    /// <exception cref="StoreFormatException">It is something else than a store of this version.</exception>
    public static ReadOnlyEngine Open(IStorage storage, ReadOnlyOptions options)
    {
        var engine = new ReadOnlyEngine(storage, FindStoreId(storage), options);
        try
        {
            engine._observer.EnsureWhole();
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>All that was acknowledged, and durable, before the call.</summary>
    public long Head
    {
        get
        {
            _observer.Refresh();
            return Watermark.Head;
        }
    }

    /// <inheritdoc cref="LogQueries.Read"/>
    public LogReader Read(Query query, in ReadOptions options)
    {
        _observer.Refresh();
        return _queries.Read(query, options, ReadStrategy.Automatic);
    }

    /// <inheritdoc cref="LogQueries.Follow"/>
    public LogFollower Follow(Query query, long after)
    {
        if (after > Head) EnsureHeld(after);
        var writer = _observer.Known.Published?.Writer;
        var follower = _queries.Follow(query, after, ensureComes: position => EnsureComes(position, writer));
        Start();
        return follower;
    }

    /// <inheritdoc cref="EmbeddedEventLog.Explain"/>
    public string Explain(Query query, in ReadOptions options)
    {
        _observer.Refresh();
        return _queries.Explain(query, options);
    }

    /// <summary>Where the append with a key is.</summary>
    public AppendResult? Find(AppendKey key)
    {
        _observer.Refresh();
        return _judge.Find(key, _observer.Terms);
    }

    /// <summary>
    /// Waits while an event is in the log and not known to be durable: after a power cut only the next writer can tell whether it is kept.
    /// </summary>
    public async Task AwaitUnprovenAsync(long position, CancellationToken cancellationToken)
    {
        if (position <= Head) return;
        var writer = _observer.Known.Published?.Writer;
        while (position > Watermark.Head && IsHeld(position) && !HasOtherWriter(writer))
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _closing.Set();
        Thread? thread;
        lock (_starting) thread = _thread;
        thread?.Join();
        _observer.Dispose();
        _closing.Dispose();
    }

    /// <summary>
    /// By the first segment, or by the lock file while there is none; where that can't be read, by what the writer has published.
    /// </summary>
    /// <exception cref="StoreNotFoundException">None of them tells it.</exception>
    public static Guid FindStoreId(IStorage storage)
    {
        var note = StoreLock.Read(storage);
        if (note is { IsIncomplete: true })
            throw new StoreFormatException(
                storage.Location,
                "holds a backup that was never completed. Back the store up into it again, which completes it, or delete it.");
        using var page = new HeadReader(storage);
        var found = SegmentOne(storage) ?? (note is null ? page.Read()?.StoreId : note.StoreId);
        return found ?? throw new StoreNotFoundException(storage.Location);
    }

    private static Guid? SegmentOne(IStorage storage)
    {
        if (new OwnFiles(storage, default).TryOpenSegment(1) is not var (file, header)) return null;
        file.Dispose();
        return header.StoreId;
    }

    private bool IsHeld(long position)
    {
        _observer.Refresh(thorough: true);
        return position <= _observer.Known.Walked;
    }

    private void EnsureHeld(long position)
    {
        if (!IsHeld(position) && position > Watermark.Head) throw new PositionBeyondHeadException(position, Watermark.Head);
    }

    private bool HasOtherWriter(ulong? before) =>
        _observer.Known is { IsConfirmed: true, Published: { } now } && now.Writer != before && now.State == WriterState.Open;

    /// <summary>A writer that has opened the store since has decided what is kept.</summary>
    private void EnsureComes(long position, ulong? writer)
    {
        if (HasOtherWriter(writer) && position > Watermark.Head) throw new PositionBeyondHeadException(position, Watermark.Head);
    }

    private void Start()
    {
        lock (_starting)
        {
            if (_thread is not null || _closing.IsSet) return;
            _thread = new(Run) { Name = "Opossum.Typed read-only", IsBackground = true };
            _thread.UnsafeStart();          // without the opener's execution context
        }
    }

    private void Run()
    {
        var (looked, moved) = (Environment.TickCount64, Environment.TickCount64);
        while (!_closing.IsSet && _observer.WhyEnded is null)
        {
            var now = Environment.TickCount64;
            var thorough = now - looked >= BetweenThorough;
            if (thorough) looked = now;
            try
            {
                if (_observer.Refresh(thorough)) moved = now;
                _failure = null;
            }
            catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
            {
                _failure = e;           // followers are told of what ends the log; the rest is tried again
            }

            _closing.Wait(LookPace.PauseAfter(now - moved));
        }
    }
}
