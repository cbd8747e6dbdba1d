using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.IndexFiles.Writing;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.Threads;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.IndexFiles.Upkeep;

/// <summary>
/// Keeps the index small, off the commit thread: seals what is full, merges runs into wider ones, and makes unreadable ones again from
/// the log. A step does one of these; a thread makes steps while there is something to do, gives way to commits, and interrupts a merge to
/// seal. After a failure it is tried again; meanwhile the index of the newest full segments stays in memory, and older ones go without.
/// </summary>
internal sealed class IndexKeeper : IDisposable
{
    /// <summary>So many full segments may wait with their index in memory; then appends wait too.</summary>
    private const int MaxWaiting = 2;

    /// <summary>
    /// So many keep their index in memory while sealing fails. With small events that is about as much memory as their files take on disk.
    /// </summary>
    internal const int MaxKept = 8;

    private readonly LogViews _views;
    private readonly Guid _storeId;
    private readonly TermHasher _terms;
    private readonly RunFiles _files;
    private readonly MergePolicy _policy;
    private readonly BackgroundPace _pace;
    private readonly List<WeakReference<Run>> _replaced = [];   // of which some may still be read; only the keeping thread uses it
    private readonly HashSet<SegmentRange> _hopeless = [];      // the log itself is damaged there; only the keeping thread uses it
    private readonly HashSet<ulong> _hopelessUnits = [];        // of added tags, as that; only the keeping thread uses it
    private readonly IStorage _storage;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly ManualResetEventSlim _sealed = new();
    private Thread? _thread;
    private StoreDamagedException? _damage;     // found while a run was made from the log; only the keeping thread uses it
    private volatile bool _isFailing;
    private volatile bool _isUnbounded;         // not even dropping an index works: its segment can't be read
    private long _sealBefore;           // written by the commit thread: segments before this one are full and durable
    private volatile bool _isIdle;              // its thread found nothing to do and has not been woken since
    private volatile bool _stopping;
    private volatile bool _sealsAtStop;

    public IndexKeeper(IStorage storage, LogViews views, Guid storeId, TermHasher terms, int runsPerMerge)
    {
        (_views, _storeId, _terms, _storage) = (views, storeId, terms, storage);
        (_files, _policy) = (new(storage, storeId), new(runsPerMerge));
        _pace = new(Interrupt);
        _sealBefore = views.Current.Segments is [.., var last] ? last.Number : 0;
        foreach (var part in views.Current.Parts.OfType<RunPart>()) Adopt(part.Run);
        foreach (var unit in views.Current.Added?.Units ?? []) AdoptAdded(unit.Index);
    }

    /// <summary>Writing the index: fails on a full disk, say.</summary>
    public BackgroundWork Work { get; } = new("index");

    /// <summary>Asked whether commits want the processor and the disk.</summary>
    public Func<bool> IsBusy
    {
        init => _pace.IsBusy = value;
    }

    /// <summary>True if the thread has nothing to do until another segment is full, and the files of merged runs are deleted.</summary>
    public bool IsIdle => _isIdle && Waiting() == 0;

    public void Start()
    {
        _thread = new(Run) { Name = "Opossum.Typed index", IsBackground = true };
        _thread.UnsafeStart();          // without the opener's execution context
    }

    /// <summary>Says that a segment has durable events: those before it are full, and never the log's last again.</summary>
    public void SealBefore(long segment)
    {
        Volatile.Write(ref _sealBefore, segment);
        _wake.Set();
    }

    /// <summary>
    /// Waits while too many full segments have their index in memory. Where sealing fails more may have it, and the oldest lose it without
    /// waiting for the disk.
    /// </summary>
    public void AwaitRoom()
    {
        while (_thread is { IsAlive: true } && IsFull())
        {
            _sealed.Reset();
            if (IsFull()) _sealed.Wait(TimeSpan.FromMilliseconds(20));
        }
    }

    private bool IsFull() => !_isUnbounded && Waiting() >= (_isFailing ? MaxKept + 1 : MaxWaiting);

    /// <summary>
    /// One run is made: of a full segment, which appends may wait for, or again of what has lost its run, or of others, in this order.
    /// </summary>
    /// <returns>False when there was nothing to do.</returns>
    public bool Step() => TrySeal() || TryRebuild() || TryRebuildAdded() || TryMerge();

    /// <summary>Ends the thread: a merge that is under way is given up.</summary>
    /// <param name="sealing">Whether full segments that wait are sealed before, so that the next opening need not read them.</param>
    public void Stop(bool sealing)
    {
        _sealsAtStop = sealing;
        _stopping = true;
        _wake.Set();
        if (_thread is not null) _thread.Join();
        else SealRest();
    }

    /// <summary>Closes the files that no view leads to any more.</summary>
    public void Dispose()
    {
        foreach (var reference in _replaced)
            if (reference.TryGetTarget(out var run)) run.Dispose();
        _wake.Dispose();
        _sealed.Dispose();
    }

    private void Run()
    {
        Platform.LowerThreadPriority();
        var pause = new RetryPause();
        while (!_stopping)
        {
            if (Try(Step) is not { } didSomething)
            {
                DropOldest();
                _wake.WaitOne(pause.Length);
                pause.Lengthen();
                continue;
            }

            pause.Reset();
            if (didSomething) continue;
            _isIdle = true;
            _wake.WaitOne();
            _isIdle = false;
        }

        SealRest();
    }

    private void SealRest()
    {
        while (_sealsAtStop && Try(TrySeal) == true) { }
    }

    /// <returns>Null when it failed.</returns>
    private bool? Try(Func<bool> step)
    {
        try
        {
            var result = step();
            _isFailing = false;
            Work.Report(_damage);
            return result;
        }
        catch (OperationCanceledException) when (_stopping)
        {
            return false;
        }
        catch (Exception e)
        {
            _isFailing = true;
            Work.Report(e);
            _sealed.Set();
            return null;
        }
    }

    /// <summary>Within a merge: full segments come first, and a store that closes does not wait for it.</summary>
    private void Interrupt()
    {
        if (_stopping) throw new OperationCanceledException();
        while (TrySeal()) { }
    }

    private int Waiting()
    {
        var (before, waiting) = (Volatile.Read(ref _sealBefore), 0);
        foreach (var part in _views.Current.Parts)
            if (part is TailPart && part.Segments.Last < before) waiting++;
        return waiting;
    }

    private bool TrySeal()
    {
        if (OldestWaiting(out var tail, out var known) is not { } segment) return false;
        var run = Create(segment, tail, known);
        Exchange([run]);
        _sealed.Set();
        return true;
    }

    /// <summary>
    /// Bounds memory where sealing fails: the oldest indexes in memory give way to runs that are missing, as if their files had been lost.
    /// Queries then read all events of such a segment, and once the disk takes runs again they are rebuilt from the log.
    /// </summary>
    private void DropOldest()
    {
        try
        {
            while (Waiting() > MaxKept && OldestWaiting(out _, out var known) is { } segment)
                Exchange([Reading.Run.Missing(_storeId, new(segment.Number, segment.Number), known)]);
            _isUnbounded = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isUnbounded = true;
        }

        _sealed.Set();
    }

    /// <returns>The oldest full segment whose index is in memory; null where there is none.</returns>
    private Segment? OldestWaiting(out TailIndex tail, out SealedSegment known)
    {
        var before = Volatile.Read(ref _sealBefore);            // before the view: that has the segment behind each full one then
        var view = _views.Current;
        var part = (TailPart?)Array.Find(view.Parts, part => part is TailPart && part.Segments.Last < before);
        (tail, known) = (part?.Index!, default);
        if (part is null) return null;
        var segment = view.Segment(part.Segments.First);
        known = FullSegment.Describe(segment, tail, view.Segment(part.Segments.First + 1));
        return segment;
    }

    private bool TryMerge()
    {
        if (_policy.Next(_views.Current.Parts) is not { } runs) return false;
        Run merged;
        try
        {
            merged = _files.Create(
                new(runs[0].Range.First, runs[^1].Range.Last), file => new RunMerge(runs, _pace.Tick).Write(file, _storeId));
        }
        catch (RunUnreadableException)
        {
            if (Array.Find(runs, static run => !CanBeRead(run)) is not { } unreadable) throw;           // a moment of the disk
            unreadable.NoteUnreadable();
            return true;
        }

        Exchange([merged]);
        foreach (var run in runs) NoteReplaced(run);
        foreach (var run in runs) _files.TryDelete(RunName.Of(run.Range));
        return true;
    }

    /// <summary>Each of its segments gets a run of its own, from the log; they are merged again in time.</summary>
    private bool TryRebuild()
    {
        var part = Array.Find(
            _views.Current.Parts, part => part is RunPart { Run.IsUnreadable: true } && !_hopeless.Contains(part.Segments));
        if (part is not RunPart { Run: var unreadable }) return false;
        var runs = new Run?[unreadable.Segments.Length];
        try
        {
            _files.TryDelete(RunName.Of(unreadable.Range));             // it would hide those that replace it
            var view = _views.Current;
            for (var i = 0; i < runs.Length; i++)
            {
                var (segment, known) = (view.Segment(part.Segments.First + i), unreadable.Segments[i]);
                runs[i] = Create(segment, SegmentIndexer.Read(segment, segment.File, known, _terms), known with { FirstOffset = 0 });
                _pace.Tick();
            }

            Exchange(runs!);
            NoteReplaced(unreadable);
        }
        catch (Exception e)
        {
            foreach (var run in runs) run?.Dispose();
            if (e is not StoreDamagedException damage) throw;
            _damage ??= damage;
            _hopeless.Add(part.Segments);               // reads ask the log there, and name the damage
        }

        return true;
    }

    /// <summary>The index of added tags: from them and the log.</summary>
    private bool TryRebuildAdded()
    {
        if (_views.Current is not { Added: { } added } view) return false;
        var at = Array.FindIndex(added.Units, unit => unit.Index is { IsUnreadable: true } && !_hopelessUnits.Contains(unit.Check));
        if (at < 0) return false;
        var unit = added.Units[at];
        try
        {
            var run = TagSeal.Of(unit, view, _terms, _pace.Tick).Write(_storage, unit.Header.Last, unit.Check);
            AdoptAdded(run);
            if (!_views.TryExchange(added, added.With(at, run))) run.Dispose();
        }
        catch (StoreDamagedException damage)
        {
            _damage ??= damage;
            _hopelessUnits.Add(unit.Check);             // reads ask the log there, and name the damage
        }

        return true;
    }

    private Run Create(Segment segment, TailIndex index, SealedSegment known) =>
        _files.Create(new(segment.Number, segment.Number), file => TailSeal.Write(file, _storeId, segment.Number, index, known));

    private void Exchange(Run[] runs)
    {
        // Before the runs are seen: who sees one asks its segments for the offsets that come from it.
        var view = _views.Current;
        foreach (var run in runs)
        {
            Adopt(run);
            for (var number = run.Range.First; number <= run.Range.Last; number++) view.Segment(number).Seal(run);
        }

        var parts = Array.ConvertAll(runs, static run => new RunPart(run));
        if (!_views.TryExchange(parts)) throw new InvalidOperationException("The index was changed by somebody else.");
    }

    private void NoteReplaced(Run run)
    {
        run.NoteReplaced();
        _replaced.RemoveAll(static reference => !reference.TryGetTarget(out _));
        _replaced.Add(new(run));
    }

    /// <summary>Notices when the index of added tags turns out to be unreadable; one that is missing is made by the next step.</summary>
    public void AdoptAdded(Run? index)
    {
        if (index is null) return;
        Adopt(index);
        if (index.IsUnreadable) _wake.Set();
    }

    private void Adopt(Run run) => run.WhenUnreadable = () => _wake.Set();

    private static bool CanBeRead(Run run)
    {
        try
        {
            run.Verify();
            return true;
        }
        catch (RunUnreadableException)
        {
            return false;
        }
    }
}
