using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.HeadFiles;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.ReadOnly;

/// <summary>
/// A log that another process writes, or none: <see cref="Refresh"/> brings it up to date, and its watermark wakes followers. Readers take
/// the view, as they do in the writer.
/// </summary>
internal sealed class LogObserver : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RunsPause = TimeSpan.FromMilliseconds(50);

    private readonly IStorage _storage;
    private readonly TermHasher _terms;
    private readonly HeadReader _page;
    private readonly TipCheck _check;
    private readonly Lock _refreshing = new();          // guards all below but what is volatile
    private TagWatch _tags;
    private LogTip _tip;
    private PublishedHead? _published;                  // as it was read last
    private ulong _guide;                               // the writer whose last claim was met; 0 for none
    private long _seen = -1;                            // the sequence at the last look
    private ulong _writer;                              // at the last look
    private bool _isUnfinished;                         // the last look failed, or has found what can't be shown yet
    private long _runsAt;
    private volatile Func<StoreException>? _why;        // why it ended

    public LogObserver(IStorage storage, Guid storeId, ulong termMask = ulong.MaxValue)
    {
        (_storage, StoreId, _terms) = (storage, storeId, new(SegmentHeader.SeedOf(storeId), termMask));
        (_page, _check, _tags, _tip) = (new(storage), new(storage, storeId), new(storage, storeId), new(storage, storeId, _terms));
    }

    public Guid StoreId { get; }

    public TermHasher Terms => _terms;

    public Watermark Watermark { get; } = new(0, nameof(ReadOnlyEventLog));

    public LogViews Views { get; } = new(LogView.Empty);

    /// <summary>Why this is not the log any more that it was; null while it is. Each call makes an exception of its own.</summary>
    public StoreException? WhyEnded => _why?.Invoke();

    /// <summary>Up to where the log is shown, with the view that has it.</summary>
    public (LogView View, LogPlace End) Shown
    {
        get
        {
            lock (_refreshing) return (Views.Current, _tip.End);
        }
    }

    /// <summary>What is known beside the log.</summary>
    public (PublishedHead? Published, bool IsConfirmed, long Walked) Known
    {
        get
        {
            lock (_refreshing) return (_published, _guide != 0, Math.Max(_tip.Walked.Head, _tip.End.Head));
        }
    }

    /// <summary>Goes on as far as is proven.</summary>
    /// <param name="thorough">True to look further than the writer says, and whether the files are still those that their names lead to:
    /// now and then.</param>
    /// <returns>True if the log has grown.</returns>
    /// <exception cref="StoreException">The log is damaged, or not the one any more that it was; it ends with that.</exception>
    public bool Refresh(bool thorough = false)
    {
        lock (_refreshing)
        {
            if (_why is { } why) throw why();
            try
            {
                return Look(thorough) && Publish();
            }
            catch (StoreException e)
            {
                _why = AgainFor(e);
                Watermark.EndFor(_why);
                throw;
            }
        }
    }

    /// <summary>Why what the writer says could not be read in the last look; null if it could, or says nothing.</summary>
    public Exception? HeadFailure
    {
        get
        {
            lock (_refreshing) return _page.Failure;
        }
    }

    /// <summary>
    /// Goes on, and makes sure of what it finds for those who look but once: who opens the log to read all of it, or copies it.
    /// </summary>
    /// <exception cref="StoreDamagedException">Events that were acknowledged are missing or altered.</exception>
    public void EnsureWhole()
    {
        lock (_refreshing) _check.BeginAgain();
        Refresh(thorough: true);
        for (var looks = 0; looks < TipCheck.Looks && IsSuspect(); looks++)
        {
            Thread.Sleep(BetweenLooks);
            Refresh(thorough: true);
        }
    }

    public void Dispose()
    {
        Watermark.Close();
        lock (_refreshing)
        {
            _page.Dispose();
            _tip.Dispose();
            _tags.Added?.Dispose();
        }
    }

    private bool IsSuspect()
    {
        lock (_refreshing) return _check.IsSuspect(_tip);
    }

    private static Func<StoreException> AgainFor(StoreException e) => e switch
    {
        StoreReplacedException replaced => () => new StoreReplacedException(replaced.Path, replaced.Position),
        StoreDamagedException damaged => damaged.ForAnotherCaller,
        _ => () => e,
    };

    /// <returns>False if nothing can have changed, or what is new can't be shown yet.</returns>
    private bool Look(bool thorough)
    {
        if (thorough) _page.Reopen();
        var page = _page.Read();
        if (page?.StoreId != StoreId) page = null;
        var isSame = page is { } same && same.Writer == _guide && same.Sequence == _seen;
        if (isSame && _guide != 0 && !thorough && !_isUnfinished) return false;
        _isUnfinished = true;
        EnsureSameMachine(page);
        var isOtherWriter = page?.Writer != _writer;
        if (thorough || isOtherWriter) CheckFiles(page);
        (_published, _seen, _writer) = (page, page?.Sequence ?? -1, page?.Writer ?? 0);
        var before = _tip.End;
        Advance(_tip, thorough);
        if (thorough || (_tip.AwaitsRuns && Environment.TickCount64 - _runsAt > RunsPause.TotalMilliseconds))
        {
            _runsAt = Environment.TickCount64;
            _tip.AdoptRuns();
            _tags.AdoptIndexes();
        }

        var isAll = !thorough && (_tip.End.Head == Watermark.Head || (_guide != 0 && _tip.End == _published!.Value.Durable));
        var isComplete = _tags.Update(_tip.End.Head, _guide != 0 ? _published : null, isAll, thorough);
        if (thorough && _tip.End == before) _check.EnsureWhole(_tip, IsClaimed());
        if (isOtherWriter && _guide != 0) Watermark.Followers.End();          // those that wait for what only a writer can tell
        return isComplete;
    }

    private bool IsClaimed() => _published?.Durable.IsBehind(_tip.End) == true;

    private void Advance(LogTip tip, bool beyond)
    {
        tip.Advance(_published?.Durable, beyond);
        _guide = tip.MetClaim ? _published!.Value.Writer : 0;
    }

    /// <summary>First the view, with the tags, and then the position up to which it may be looked at.</summary>
    private bool Publish()
    {
        var view = Views.Current;
        if (!ReferenceEquals(view.Segments, _tip.View.Segments) || !ReferenceEquals(view.Parts, _tip.View.Parts)
            || !ReferenceEquals(view.Added, _tags.Added))
        {
            var isRetagged = view.TagEpoch != (_tags.Added?.Set.Epoch ?? 0);
            Views.Replace(new(_tip.View.Segments, _tip.View.Parts, _tags.Added));
            if (isRetagged) Watermark.Followers.End();          // they look at the tags again
        }

        _isUnfinished = false;
        var head = _tip.End.Head;
        if (head == Watermark.Head) return false;
        Watermark.Publish(head, head);
        Watermark.Announce(Views.Current);
        return true;
    }

    /// <summary>
    /// Where others have taken the place of the files that are open and have the same log, it is read again from those: a backup was made
    /// into this directory, say. Readers that are open go on with the old files.
    /// </summary>
    private void CheckFiles(in PublishedHead? page)
    {
        switch (_check.Compare(_tip))
        {
            case TipFiles.Gone:
                throw new StoreReplacedException(_storage.Location, _tip.End.Head);
            case TipFiles.Replaced:
                var (other, tags) = (new LogTip(_storage, StoreId, _terms), new TagWatch(_storage, StoreId));
                other.Advance(page?.Durable, beyond: true);
                var isComplete = tags.Update(other.End.Head, other.MetClaim ? page : null, isAll: false, isThorough: false);
                if (!isComplete || other.End.Head < _tip.End.Head) return;              // not all of it is proven yet
                if ((tags.Added?.Set.Epoch ?? 0) < (_tags.Added?.Set.Epoch ?? 0))
                    throw new StoreReplacedException(_storage.Location, _tip.End.Head);
                (_tip, _tags) = (other, tags);
                break;
        }
    }

    /// <summary>A page that changes was written on this machine, or in another cache.</summary>
    private void EnsureSameMachine(in PublishedHead? page)
    {
        if (page is not { Boot: var boot } || _seen < 0 || page.Value.Sequence <= _seen) return;
        if (boot != Guid.Empty && StoreLock.Boot != Guid.Empty && boot != StoreLock.Boot)
            throw StoreAccessException.WrittenElsewhere(_storage.Location);
    }
}
