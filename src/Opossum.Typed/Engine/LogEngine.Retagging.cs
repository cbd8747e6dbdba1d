using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.IndexFiles.Upkeep;
using Opossum.Typed.Engine.Retagging;
using Opossum.Typed.Engine.TagFiles;

namespace Opossum.Typed.Engine;

// How the engine adds tags to stored events.
internal sealed partial class LogEngine
{
    private readonly Lock _preparing = new();
    private int _isRetagging;

    /// <summary>How often tags were added.</summary>
    public long TagEpoch => _views.Current.TagEpoch;

    /// <summary>What retaggings said of all events, and what becomes of it.</summary>
    public RetagPromise Promise { get; }

    /// <summary>Reads what is durable on the calling thread and writes the tags that are missing. Nothing of it counts yet.</summary>
    /// <param name="source">Which tags events should have.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told of the progress.</param>
    /// <param name="proceed">Called often; may throw.</param>
    /// <exception cref="InvalidOperationException">Another retagging is under way.</exception>
    public RetagDraft PrepareRetagging(TagSource source, RetagOptions options, IProgress<RetagProgress>? progress, Action proceed)
    {
        if (Interlocked.Exchange(ref _isRetagging, 1) != 0)
            throw new InvalidOperationException("The log is being retagged already. Await the other call, or cancel it.");
        try
        {
            lock (_preparing)           // which the closing waits for: who opens the store next must find no one at its files
            {
                proceed();
                var pace = new BackgroundPace(proceed) { IsBusy = () => _commits.IsBusy };
                using var job = new RetagJob(
                    _storage, _recovered.StoreId, Terms, Durable, source, options, _options.EventsPerTagUnit, pace.Tick);
                return job.Run(progress);
            }
        }
        catch
        {
            EndRetagging();
            throw;
        }
    }

    /// <summary>The request that publishes what was prepared. The commit thread answers it.</summary>
    public AppendRequest CreatePublication(RetagDraft draft) =>
        AppendRequest.CreatePublication(new TagPublication(_storage, _views, draft.Set, draft.Units, draft.Tally.Keys));

    /// <summary>False if no event gets a tag, and that all have theirs is on record: a publication would write what is there.</summary>
    public bool IsNews(RetagDraft draft)
    {
        var kept = Promise.Kept;
        return draft.Tally.Retagged > 0 || draft.Set.Retagged.Any(tag => !kept.Any(known => known with { Covered = tag.Covered } == tag));
    }

    /// <summary>Deletes what was prepared. What can't be deleted is the progress of the next retagging.</summary>
    public void Discard(RetagDraft draft)
    {
        draft.Dispose();
        try
        {
            foreach (var unit in draft.Units)
            {
                _storage.Delete(TagName.OfUnit(unit.Header.Epoch, unit.Header.Number));
                if (unit.Index is not null) _storage.Delete(TagName.OfIndex(unit.Header.Epoch, unit.Header.Number));
            }
        }
        catch (IOException)
        {
            // As above.
        }
    }

    /// <summary>What was prepared is published, or given up: another retagging may begin.</summary>
    public void EndRetagging() => Volatile.Write(ref _isRetagging, 0);

    /// <summary>Has the index of units that were published looked after.</summary>
    public void Adopt(RetagDraft draft)
    {
        foreach (var unit in draft.Units) _keeper.AdoptAdded(unit.Index);
    }
}
