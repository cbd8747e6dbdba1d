using System.Collections.Concurrent;

namespace Opossum.Typed;

/// <summary>
/// Goes over the log once for all read models: reads, folds, writes and commits. Models at one position read the same events together;
/// those that are behind catch up, and join the others by coming to their position. What a row or a handler is to blame for stops one
/// model; what the storage or the log is to blame for, such as a full disk, is tried again for all.
/// </summary>
internal sealed partial class Projector : IAsyncDisposable
{
    /// <summary>While a model catches up, its rows are stored after this at the latest.</summary>
    private static readonly TimeSpan LongestUnstored = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks at the log's tag epoch.</summary>
    private static readonly TimeSpan BetweenEpochs = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyEventLog _log;
    private readonly EventModel _model;
    private readonly ReadModelStorage _storage;
    private readonly ReadModelOptions _options;
    private readonly TimeProvider _time;
    private readonly ModelCommit _commit;
    private readonly ModelSlot[] _slots;
    private readonly BuildShare _share = new();
    private readonly EventBlock _block = new();
    private readonly ConcurrentQueue<(Func<ValueTask> Run, TaskCompletionSource Done)> _commands = new();
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource _wake = new();
    private int _attempts;          // that have failed since one succeeded
    private long _storedAt;         // when something was committed last
    private volatile Exception? _trouble;
    private volatile EventFollower? _following;

    public Projector(
        IReadOnlyEventLog log, EventModel model, ReadModelStorage storage, ModelSlot[] slots, ReadModelOptions options,
        TimeProvider time, ReadModelTelemetry telemetry)
    {
        (_log, _model, _storage, _options, _time, _slots) = (log, model, storage, options, time, slots);
        _commit = new(log, storage, telemetry);
        _storedAt = time.GetTimestamp();
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow()) Ended = Task.Run(RunAsync);
    }

    /// <summary>Completes when nothing is folded any more.</summary>
    public Task Ended { get; }

    /// <summary>Why nothing goes on at the moment, such as a full disk; it is tried again. Null while all is well.</summary>
    public Exception? Trouble => _trouble;

    /// <summary>Up to where the log was looked at while it follows; 0 while it does not.</summary>
    public long Seen => _following?.Progress.Position ?? 0;

    /// <summary>Stores how far the models are, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Wake();
        await Ended.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var goesOn = true;
        while (goesOn && !_stop.IsCancellationRequested)
        {
            try
            {
                await RunCommandsAsync().ConfigureAwait(false);
                await RestartRetaggedAsync().ConfigureAwait(false);
                if (!await CatchUpAsync().ConfigureAwait(false)) goesOn = await FollowAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_wake.IsCancellationRequested || _stop.IsCancellationRequested)
            {
                // A command, or the end.
            }
            catch (ObjectDisposedException)
            {
                goesOn = false;         // the log was closed
            }
            catch (Exception error)
            {
                await RecoverAsync(error).ConfigureAwait(false);
            }
        }

        await EndAsync().ConfigureAwait(false);
    }

    /// <summary>Lets each model that is behind fold a portion of events.</summary>
    /// <returns>False if none is behind.</returns>
    private async ValueTask<bool> CatchUpAsync()
    {
        var (groups, head) = (Groups(), _log.DurableHead);
        var isBehind = false;
        _share.Begin();
        for (var i = 0; i < groups.Length; i++)
        {
            // The furthest first. The next ones come up to it and no further, so that they go on together.
            var to = i == 0 || groups[i].IsSearching ? head : Math.Min(groups[i - 1].Position, head);
            if (groups[i].Position < to) isBehind = true;
            else if (to < head || groups[i].IsStored) continue;
            if (groups[i].IsBeside && !_share.Allows) continue;
            var begin = _time.GetTimestamp();
            await StepAsync(groups[i], to, isHead: to == head).ConfigureAwait(false);
            _share.Note(groups[i].IsBeside, groups[i].Position < to, _time.GetElapsedTime(begin));
        }

        await SwapAsync(head).ConfigureAwait(false);
        if (!isBehind) NoteSuccess();
        return isBehind;
    }

    /// <summary>Reads and folds a portion.</summary>
    private async ValueTask StepAsync(ModelGroup group, long to, bool isHead)
    {
        _block.Clear();
        var (isWhole, most) = (true, group.Portion);
        if (group.Interest.Query is { } query && group.Position < to)
        {
            using var reader = _log.Read(query, new() { After = group.Position, To = to });
            while (isWhole && await reader.FillAsync(_stop.Token).ConfigureAwait(false))
                isWhole = _block.Fill(reader, group.Interest, most);
        }

        await FoldAsync(group, isWhole ? to : _block.Last.Position, isUpToDate: isWhole && isHead).ConfigureAwait(false);
    }

    /// <summary>Follows the log until it is woken, a model stops, or the log is closed.</summary>
    /// <returns>False if the log was closed.</returns>
    private async ValueTask<bool> FollowAsync()
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(_wake.Token, _stop.Token);
        if (Groups() is not [{ Interest.Query: { } query } group])
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, woken.Token).ConfigureAwait(false);
            return true;
        }

        using var retagged = _time.CreateTimer(
            static projector => ((Projector)projector!).WakeIfRetagged(), this, BetweenEpochs, BetweenEpochs);
        using var follower = _log.Follow(query, group.Position);
        _following = follower;
        try
        {
            while (await follower.FillAsync(woken.Token).ConfigureAwait(false))
            {
                for (var isWhole = false; !isWhole;)
                {
                    _block.Clear();
                    isWhole = _block.Fill(follower, group.Interest, group.Portion);
                    if (_block.Count == 0) break;
                    var end = _block.Last.Position;
                    await FoldAsync(group, end, isUpToDate: true).ConfigureAwait(false);
                    if (Array.Exists(group.Folds, fold => fold.Position != end)) return true;         // one has stopped, or all begin again
                }
            }
        }
        finally
        {
            _following = null;
        }

        return false;
    }

    /// <summary>Folds the block, and stores what has changed if it is time for that.</summary>
    private async ValueTask FoldAsync(ModelGroup group, long end, bool isUpToDate)
    {
        try
        {
            foreach (var fold in group.Folds) await fold.FoldAsync(_block, end).ConfigureAwait(false);
            if (group.MustStore(isUpToDate, isLate: _time.GetElapsedTime(_storedAt) > LongestUnstored))
            {
                await _commit.RunAsync(group.Folds, _block, isUpToDate).ConfigureAwait(false);
                _storedAt = _time.GetTimestamp();
                NoteSuccess();          // what is folded and not stored may be what a full disk has no room for
            }
        }
        catch (RowNotStoredException error)
        {
            await _commit.TakeBackAsync().ConfigureAwait(false);
            foreach (var fold in group.Folds)
                if (fold != error.Fold) fold.Forget();
            error.Fold.Search(error);
        }

        foreach (var fold in group.Folds)
        {
            if (fold.Failure is { } failure && fold.Progress.Failure != failure) Report(failure);
            fold.Publish();
            if (!fold.Stored.IsComplete) fold.Clock.Note(fold.Position, _time);
        }
    }

    private IEnumerable<ReadModelFold> Folds => _slots.SelectMany(static slot => slot.Folds);

    private ModelGroup[] Groups() => ModelGroup.Of(Folds, _model);
}
