using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
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

    private readonly IndexSteps _steps;
    private readonly BackgroundPace _pace;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly ManualResetEventSlim _sealed = new();
    private Thread? _thread;
    private volatile bool _isFailing;
    private volatile bool _isUnbounded;         // not even dropping an index works: its segment can't be read
    private volatile bool _isIdle;              // its thread found nothing to do and has not been woken since
    private volatile bool _stopping;
    private volatile bool _sealsAtStop;

    public IndexKeeper(IStorage storage, LogViews views, Guid storeId, TermHasher terms, int runsPerMerge)
    {
        _pace = new(Interrupt);
        _steps = new(storage, views, storeId, terms, new(runsPerMerge), _pace, () => _wake.Set());
        _steps.Begin();
    }

    /// <summary>Writing the index: fails on a full disk, say.</summary>
    public BackgroundWork Work { get; } = new("index");

    /// <summary>Asked whether commits want the processor and the disk.</summary>
    public Func<bool> IsBusy
    {
        init => _pace.IsBusy = value;
    }

    /// <summary>True if the thread has nothing to do until another segment is full, and the files of merged runs are deleted.</summary>
    public bool IsIdle => _isIdle && _steps.Waiting == 0;

    public void Start()
    {
        _thread = new(Run) { Name = "Opossum.Typed index", IsBackground = true };
        _thread.UnsafeStart();          // without the opener's execution context
    }

    /// <summary>Says that a segment has durable events: those before it are full, and never the log's last again.</summary>
    public void SealBefore(long segment)
    {
        _steps.SealBefore = segment;
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

    private bool IsFull() => !_isUnbounded && _steps.Waiting >= (_isFailing ? MaxKept + 1 : MaxWaiting);

    /// <summary>
    /// One run is made: of a full segment, which appends may wait for, or again of what has lost its run, or of others, in this order.
    /// </summary>
    /// <returns>False when there was nothing to do.</returns>
    public bool Step() => TrySeal() || _steps.TryRebuild() || _steps.TryRebuildAdded() || _steps.TryMerge();

    /// <summary>Notices when the index of added tags turns out to be unreadable; one that is missing is made by the next step.</summary>
    public void AdoptAdded(Run? index) => _steps.AdoptAdded(index);

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
        _steps.Dispose();
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
            Work.Report(_steps.Damage);
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

    private bool TrySeal()
    {
        if (!_steps.TrySeal()) return false;
        _sealed.Set();
        return true;
    }

    /// <summary>A disk that takes no run bounds what is kept in memory.</summary>
    private void DropOldest()
    {
        try
        {
            _steps.DropOldest(MaxKept);
            _isUnbounded = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isUnbounded = true;
        }

        _sealed.Set();
    }
}
