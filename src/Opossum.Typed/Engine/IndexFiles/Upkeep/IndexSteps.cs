using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.IndexFiles.Writing;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.IndexFiles.Upkeep;

/// <summary>
/// What is done to keep the index small: a run is made of a full segment, again of what has lost its run, or of other runs. One caller at a
/// time, but for <see cref="SealBefore"/>, <see cref="Waiting"/> and <see cref="AdoptAdded"/>.
/// </summary>
/// <param name="storage">The directory.</param>
/// <param name="views">What is seen of the log; runs are exchanged there.</param>
/// <param name="storeId">Written into each run.</param>
/// <param name="terms">Hashes the terms of events.</param>
/// <param name="policy">Chooses the runs to merge.</param>
/// <param name="pace">Asked while a run is made.</param>
/// <param name="wake">Called when a run turns out to be unreadable.</param>
internal sealed class IndexSteps(
    IStorage storage, LogViews views, Guid storeId, TermHasher terms, MergePolicy policy, BackgroundPace pace, Action wake) : IDisposable
{
    private readonly RunFiles _files = new(storage, storeId);
    private readonly List<WeakReference<Run>> _replaced = [];   // of which some may still be read
    private readonly HashSet<SegmentRange> _hopeless = [];      // the log itself is damaged there
    private readonly HashSet<ulong> _hopelessUnits = [];        // of added tags, as that
    private long _sealBefore;                                   // written by the commit thread

    /// <summary>Found while a run was made from the log; null if nothing was.</summary>
    public StoreDamagedException? Damage { get; private set; }

    /// <summary>Full segments before this one are durable, and never the log's last again.</summary>
    public long SealBefore
    {
        get => Volatile.Read(ref _sealBefore);
        set => Volatile.Write(ref _sealBefore, value);
    }

    /// <summary>How many full segments have their index in memory.</summary>
    public int Waiting
    {
        get
        {
            var (before, waiting) = (SealBefore, 0);
            foreach (var part in views.Current.Parts)
                if (part is TailPart && part.Segments.Last < before) waiting++;
            return waiting;
        }
    }

    /// <summary>Begins with what the view has.</summary>
    public void Begin()
    {
        SealBefore = views.Current.Segments is [.., var last] ? last.Number : 0;
        foreach (var part in views.Current.Parts.OfType<RunPart>()) Adopt(part.Run);
        foreach (var unit in views.Current.Added?.Units ?? []) AdoptAdded(unit.Index);
    }

    /// <summary>Makes the run of the oldest full segment that waits.</summary>
    /// <returns>False if none does.</returns>
    public bool TrySeal()
    {
        if (OldestWaiting(out var tail, out var known) is not { } segment) return false;
        var run = Create(segment, tail, known);
        Exchange([run]);
        return true;
    }

    /// <summary>
    /// Bounds memory where sealing fails: the oldest indexes in memory give way to runs that are missing, as if their files had been lost.
    /// Queries then read all events of such a segment, and once the disk takes runs again they are rebuilt from the log.
    /// </summary>
    /// <param name="most">How many may stay.</param>
    public void DropOldest(int most)
    {
        while (Waiting > most && OldestWaiting(out _, out var known) is { } segment)
            Exchange([Run.Missing(storeId, new(segment.Number, segment.Number), known)]);
    }

    /// <summary>Closes the files that no view leads to any more.</summary>
    public void Dispose()
    {
        foreach (var reference in _replaced)
            if (reference.TryGetTarget(out var run)) run.Dispose();
    }

    /// <returns>The oldest full segment whose index is in memory; null where there is none.</returns>
    private Segment? OldestWaiting(out TailIndex tail, out SealedSegment known)
    {
        var before = SealBefore;            // before the view: that has the segment behind each full one then
        var view = views.Current;
        var part = (TailPart?)Array.Find(view.Parts, part => part is TailPart && part.Segments.Last < before);
        (tail, known) = (part?.Index!, default);
        if (part is null) return null;
        var segment = view.Segment(part.Segments.First);
        known = FullSegment.Describe(segment, tail, view.Segment(part.Segments.First + 1));
        return segment;
    }

    /// <summary>Makes one run of several.</summary>
    /// <returns>False if none are to be merged.</returns>
    public bool TryMerge()
    {
        if (policy.Next(views.Current.Parts) is not { } runs) return false;
        Run merged;
        try
        {
            merged = _files.Create(
                new(runs[0].Range.First, runs[^1].Range.Last), file => new RunMerge(runs, pace.Tick).Write(file, storeId));
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
    /// <returns>False if every run can be read.</returns>
    public bool TryRebuild()
    {
        var part = Array.Find(
            views.Current.Parts, part => part is RunPart { Run.IsUnreadable: true } && !_hopeless.Contains(part.Segments));
        if (part is not RunPart { Run: var unreadable }) return false;
        var runs = new Run?[unreadable.Segments.Length];
        try
        {
            _files.TryDelete(RunName.Of(unreadable.Range));             // it would hide those that replace it
            var view = views.Current;
            for (var i = 0; i < runs.Length; i++)
            {
                var (segment, known) = (view.Segment(part.Segments.First + i), unreadable.Segments[i]);
                runs[i] = Create(segment, SegmentIndexer.Read(segment, segment.File, known, terms), known with { FirstOffset = 0 });
                pace.Tick();
            }

            Exchange(runs!);
            NoteReplaced(unreadable);
        }
        catch (Exception e)
        {
            foreach (var run in runs) run?.Dispose();
            if (e is not StoreDamagedException damage) throw;
            Damage ??= damage;
            _hopeless.Add(part.Segments);               // reads ask the log there, and name the damage
        }

        return true;
    }

    /// <summary>The index of added tags: from them and the log.</summary>
    /// <returns>False if it can be read.</returns>
    public bool TryRebuildAdded()
    {
        if (views.Current is not { Added: { } added } view) return false;
        var at = Array.FindIndex(added.Units, unit => unit.Index is { IsUnreadable: true } && !_hopelessUnits.Contains(unit.Check));
        if (at < 0) return false;
        var unit = added.Units[at];
        try
        {
            var run = TagSeal.Of(unit, view, terms, pace.Tick).Write(storage, unit.Header.Last, unit.Check);
            AdoptAdded(run);
            if (!views.TryExchange(added, added.With(at, run))) run.Dispose();
        }
        catch (StoreDamagedException damage)
        {
            Damage ??= damage;
            _hopelessUnits.Add(unit.Check);             // reads ask the log there, and name the damage
        }

        return true;
    }

    private Run Create(Segment segment, TailIndex index, SealedSegment known) =>
        _files.Create(new(segment.Number, segment.Number), file => TailSeal.Write(file, storeId, segment.Number, index, known));

    private void Exchange(Run[] runs)
    {
        // Before the runs are seen: who sees one asks its segments for the offsets that come from it.
        var view = views.Current;
        foreach (var run in runs)
        {
            Adopt(run);
            for (var number = run.Range.First; number <= run.Range.Last; number++) view.Segment(number).Seal(run);
        }

        var parts = Array.ConvertAll(runs, static run => new RunPart(run));
        if (!views.TryExchange(parts)) throw new InvalidOperationException("The index was changed by somebody else.");
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
        if (index.IsUnreadable) wake();
    }

    private void Adopt(Run run) => run.WhenUnreadable = wake;

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
