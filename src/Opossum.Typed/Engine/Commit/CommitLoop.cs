using System.Diagnostics;
using Opossum.Typed.Engine.HeadFiles;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// The one thread that assigns positions. A step takes what queued up during the last flush, judges and stages it, writes it with one
/// write, flushes it with one flush, publishes it and completes its callers: a group is whatever waited, and callers that were just
/// answered and are on their way back. Any error on the way to the disk ends writing for good.
/// </summary>
internal sealed class CommitLoop : IDisposable
{
    /// <summary>Of a slow disk that turns: callers are awaited for half of it at the longest.</summary>
    private static readonly long LongestTypicalFlush = Stopwatch.Frequency / 50;

    private readonly AppendQueue _queue = new();
    private readonly ReturningCallers _callers;
    private readonly ManualResetEventSlim _wake = new(initialState: false, spinCount: 0);
    private readonly AppendGroup _group = new();
    private readonly Answers _answers;
    private readonly SegmentLog _log;
    private readonly LogViews _views;
    private readonly RetagPromise _promise;
    private readonly StoreMetrics _metrics;
    private readonly FlushSchedule _schedule;
    private readonly Watermark _watermark;
    private readonly Thread _thread;

    private AppendRequest? _waiting;            // drained, oldest first, not yet staged: what a full group left over
    private AppendRequest? _closing;            // the queue's last content; written by Stop before _stopping
    private int _unwritten;                     // appends that are staged and not yet written
    private volatile bool _stopping;
    private volatile StoreFaultedException? _fault;

    public CommitLoop(
        SegmentLog log, LogViews views, RetagPromise promise, Watermark watermark, FlushSchedule schedule, StoreMetrics metrics)
    {
        (_log, _views, _promise, _watermark, _schedule, _metrics) = (log, views, promise, watermark, schedule, metrics);
        (_callers, _answers) = (new(_queue, LongestTypicalFlush), new(metrics));
        (_schedule.Followers, _watermark.Nudge) = (_watermark.Followers, _wake.Set);
        _thread = new(Run) { Name = "Opossum.Typed commit", IsBackground = true };
    }

    /// <summary>
    /// Why writing has ended; null while it goes on. Never thrown itself: see <see cref="StoreFaultedException.ForAnotherCaller"/>.
    /// </summary>
    public StoreFaultedException? Fault => _fault;

    /// <summary>Where other processes are told of what is durable; null where there can be none.</summary>
    public HeadFile? Head { get; init; }

    /// <summary>Whether appends wait.</summary>
    public bool IsBusy => _queue.Count > 0;

    public void Start()
    {
        _answers.Start();
        _thread.UnsafeStart();          // without the opener's execution context, which the thread would hold for its life
    }

    /// <summary>Hands an append to the commit thread; from here on it completes, whole.</summary>
    /// <returns>False when the store was closed.</returns>
    public bool TryEnqueue(AppendRequest request)
    {
        if (!_queue.TryPush(request, out var wasEmpty)) return false;
        if (wasEmpty) _wake.Set();
        return true;
    }

    /// <summary>
    /// Commits what is queued, refuses everything later, and ends the thread; a loop without one commits on the caller's.
    /// </summary>
    /// <returns>Whether all of the log is on disk.</returns>
    public bool Stop()
    {
        _closing = _queue.Close();
        _stopping = true;
        _wake.Set();
        if (_thread.ThreadState.HasFlag(System.Threading.ThreadState.Unstarted)) Finish();
        else _thread.Join();
        _answers.Stop();
        return _fault is null;
    }

    public void Dispose() => _wake.Dispose();

    private void Run()
    {
        while (!_stopping)
        {
            _callers.Await();
            if (Step()) continue;
            _wake.Wait(_schedule.UntilDue());
            _wake.Reset();
        }

        Finish();
    }

    private void Finish()
    {
        _waiting = Join(_waiting, _closing);
        while (Step()) { }
        FlushNow();
    }

    /// <summary>One group, or a flush that has become due.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public bool Step()
    {
        _waiting ??= _stopping ? null : _queue.Drain();
        if (_waiting is null) return _schedule.IsDue() && FlushNow();

        var group = _group;
        var flushed = 0L;
        try
        {
            Stage(group);
            if (_fault is null)                                     // what a failed group left staged is never written
            {
                flushed = Commit(group);
                PublishHead();
            }
        }
        catch (Exception e)
        {
            FailStop(e, group);
        }

        if (group.Count > 0) Answer(group, flushed);
        _watermark.Announce(_views.Current);         // after the answers: they don't wait for it
        return true;
    }

    private void Answer(AppendGroup group, long flushTicks)
    {
        _callers.Answered(group.Count, _schedule.IsImmediate ? flushTicks : 0);         // before they can be back
        _answers.HandOver(group);
    }

    private void Stage(AppendGroup group)
    {
        while (_waiting is { } request)
        {
            if (_fault is null && !_log.HasRoomInGroup(request.FrameLength)) return;
            _metrics.Drained(request.Times.Queued);
            if (_fault is not null) request.Fail(_fault.ForAnotherCaller());
            else if (!TryRefuseOrRepeat(request)) StageOne(request);

            _waiting = request.Next;
            group.Add(request);
        }
    }

    private void StageOne(AppendRequest request)
    {
        _promise.Keep(request, _log.DurableHead);
        if (!_log.HasRoomInSegment(request.FrameLength))
        {
            Write();
            Flush();                            // every roll flushes first: unflushed bytes are in the active segment only
            _log.Roll(request.FrameLength);
        }

        request.Succeed(_log.Stage(request));
        _unwritten++;
        _schedule.Staged(request.FrameLength);
    }

    /// <summary>
    /// Answers a repeated or a refused append, with its group and so after the flush: what the answer depends on may be staged, and nobody
    /// may learn of an event that a power cut can take back. A read error on the way fails this append alone.
    /// </summary>
    private bool TryRefuseOrRepeat(AppendRequest request)
    {
        if (request.Publication is { } publication) Publish(publication, request);
        if (request.Count == 0) return true;            // a flush of what was written before it
        try
        {
            var (view, staged) = (_views.Current, _log.NextPosition - 1);
            if (request.Key is { } key && KeyLookup.Find(WantedKey.Of(request), view, staged, _log) is { } found)
            {
                if (found.HasSameContent) request.Succeed(found.Result);
                else request.Fail(new AppendKeyReusedException(key, found.Result));
                return true;
            }

            if (request.Condition is null || !ConditionJudge.Refuses(request.Condition, view, staged, _log, out var conflict)) return false;
            request.Refuse(conflict);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreDamagedException or PositionBeyondHeadException)
        {
            request.Fail(e);
        }

        return true;
    }

    /// <summary>
    /// What was staged before it is judged with the tags before, and what comes after it with the new ones. A failure before the set has
    /// its name fails the retagging alone; from then on any failure ends writing.
    /// </summary>
    private void Publish(TagPublication publication, AppendRequest request)
    {
        try
        {
            publication.Prepare(_log.NextPosition - 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            request.Fail(e);
            return;
        }

        publication.Publish();
        _promise.Published(_log.DurableHead);
        _watermark.Followers.End();         // they look at the tags again
    }

    /// <returns>How long the flush took; 0 without one.</returns>
    private long Commit(AppendGroup group)
    {
        if (!_log.HasStaged && !group.MustBeDurable) return 0;
        if (_log.HasStaged)
        {
            Write();
            _log.PrepareNext();
            _schedule.Wrote();
        }

        var flushed = group.MustBeDurable || _schedule.IsDue() ? Flush() : 0;
        _watermark.Publish(_log.NextPosition - 1, _log.DurableHead);
        return flushed;
    }

    /// <summary>Writes what is staged; what a roll cuts off is a group of its own to who measures.</summary>
    private void Write()
    {
        if (!_log.HasStaged) return;
        var bytes = _log.StagedBytes;
        _log.Write();
        _metrics.Written(_unwritten, bytes);
        _unwritten = 0;
    }

    /// <returns>How long it took; 0 when nothing was to be flushed.</returns>
    private long Flush()
    {
        // By two clocks: measured by the store's, which a test may set, but callers come back by the system's.
        var (begin, begun) = (Stopwatch.GetTimestamp(), _metrics.Now);
        var isNeeded = _log.Flush();
        _schedule.Flushed();
        if (!isNeeded) return 0;
        _metrics.Flushed(begun);
        return Stopwatch.GetTimestamp() - begin;
    }

    private bool FlushNow()
    {
        if (_fault is not null) return false;
        try
        {
            Flush();
            _watermark.Publish(_log.NextPosition - 1, _log.DurableHead);
            PublishHead();
        }
        catch (Exception e)
        {
            FailStop(e, null);
        }

        _watermark.Announce(_views.Current);
        return true;
    }

    /// <summary>
    /// Before the callers are answered: what was acknowledged is seen by everyone who begins to read afterwards, in any process.
    /// </summary>
    private void PublishHead() => Head?.Publish(_log.Durable, _watermark.Head, _views.Current.TagEpoch);

    private void FailStop(Exception cause, AppendGroup? group)
    {
        _fault = new(cause);
        _metrics.Failed();
        _watermark.Fail(_fault);
        Head?.End(WriterState.Faulted);
        _schedule.Flushed();                    // nothing is due any more
        if (_waiting is { } request && group is not null)
        {
            _waiting = request.Next;            // the one that met the error while it was staged
            group.Add(request);
        }

        group?.Fail(_fault);
    }

    private static AppendRequest? Join(AppendRequest? first, AppendRequest? second)
    {
        if (first is null) return second;
        var last = first;
        while (last.Next is not null) last = last.Next;
        last.Next = second;
        return first;
    }
}
