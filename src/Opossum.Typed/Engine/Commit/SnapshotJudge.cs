using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// The caller's half of judging: looks an append's key up and judges its condition over all that is visible. That never changes, and by
/// default it is durable: what it decides is answered at once, and otherwise only what is newer is left to the commit thread.
/// </summary>
internal sealed class SnapshotJudge(LogViews views, Watermark watermark, ulong seed)
{
    /// <summary>Answers an append, or notes in it up to where it was judged.</summary>
    /// <exception cref="AppendKeyReusedException">The key was used for events of another content.</exception>
    public bool TrySettle(AppendRequest request, out AppendOutcome outcome)
    {
        outcome = default;
        var (snapshot, source) = (Snapshot.Visible(watermark, views), new FileRecords(seed));
        var (view, upTo) = (snapshot.View, snapshot.Head);
        if (request.Key is { } key)
        {
            if (KeyLookup.Find(WantedKey.Of(request), view, upTo, source) is { } found)
            {
                if (!MayAnswer(request, found.Result.Last)) return false;
                outcome = found.HasSameContent ? new(found.Result) : throw new AppendKeyReusedException(key, found.Result);
                return true;
            }

            request.KeyLookedUpTo = upTo;
        }

        // A position above the snapshot may be staged: whether it is there at all, the commit thread knows.
        if (request.Condition is not { } condition || condition.HighestAfter > upTo) return false;
        if (!ConditionJudge.Refuses(condition, view, upTo, source, out var conflict))
        {
            (condition.JudgedUpTo, condition.JudgedEpoch) = (upTo, view.TagEpoch);
            return false;
        }

        // The key goes before the condition, and its twin may be staged: that is for the commit thread to see.
        if (request.Key is not null || !MayAnswer(request, conflict.Position)) return false;
        outcome = new(conflict);
        return true;
    }

    /// <summary>Where the visible append with a key is.</summary>
    public AppendResult? Find(AppendKey key, TermHasher hasher)
    {
        var snapshot = Snapshot.Visible(watermark, views);
        var wanted = new WantedKey(hasher.OfKey(key.Utf8), KeySection.Of(key), records: default, after: 0);
        return KeyLookup.Find(wanted, snapshot.View, snapshot.Head, new FileRecords(seed))?.Result;
    }

    /// <summary>
    /// Under deferred flushing what is visible may be lost yet: an answer that must not be goes through the commit thread, and its flush.
    /// </summary>
    private bool MayAnswer(AppendRequest request, long dependsOn) => !request.MustBeDurable || dependsOn <= watermark.DurableHead;
}
