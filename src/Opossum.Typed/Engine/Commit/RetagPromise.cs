using System.Collections.Immutable;
using System.Text;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// A retagging says of a tag that all events have it, up to a position. It stays true only while later events are stored with it too. An
/// older program does not do that, and nor would anybody notice: its events would be missed by the next newer one. So the first append
/// that breaks the promise is noted durably in the lock file before it is written, and from then on the tag counts as not retagged.
/// </summary>
/// <param name="storeLock">Where it is noted.</param>
/// <param name="storeId">Of the store.</param>
/// <param name="views">The retaggings.</param>
internal sealed class RetagPromise(StoreLock storeLock, Guid storeId, LogViews views)
{
    private readonly Lock _declaring = new();
    private ImmutableHashSet<(string Event, string Key)> _declared = [];
    private volatile WatchedTag[] _watched = Watch(views, []);
    private long _lapsed = storeLock.Tags.Lapsed;

    /// <summary>What retaggings covered and what is true of all events until now.</summary>
    public ImmutableArray<RetaggedTag> Kept
    {
        get
        {
            var set = views.Current.Added?.Set;         // first: what lapses later is seen
            var lapsed = Volatile.Read(ref _lapsed);
            return set is null ? [] : [.. set.Retagged.Where(tag => tag.Covered >= lapsed)];
        }
    }

    /// <summary>What a copy of the log up to a position is to remember. To be asked after that position was seen.</summary>
    public TagMark MarkAt(long head, long epoch) => new TagMark(epoch, Volatile.Read(ref _lapsed)).EndedAt(head);

    /// <summary>Whoever appends from now on stores events with these tags, or has a reason why an event has none.</summary>
    public void Declare(ImmutableArray<RetaggedTag> tags)
    {
        lock (_declaring)
        {
            _declared = _declared.Union(tags.Select(static tag => (tag.Event, tag.Key)));
            _watched = Watch(views, _declared);
        }
    }

    /// <summary>Before an append is staged. For the commit thread.</summary>
    public void Keep(AppendRequest request, long durableHead)
    {
        if (_watched is { Length: > 0 } watched && _lapsed != TagMark.StillLapsing && IsBrokenBy(request, watched)) Lapse(durableHead);
    }

    /// <summary>
    /// Tags were published. Who retagged had declared them before the events were read, and flushed what was on its way, so that whatever
    /// broke a promise was read as well. For the commit thread.
    /// </summary>
    public void Published(long durableHead)
    {
        var set = views.Current.Added!.Set;
        lock (_declaring) _watched = Watch(views, _declared);
        if (_lapsed == TagMark.StillLapsing && _watched.Length == 0) Volatile.Write(ref _lapsed, set.Covered);
        storeLock.Tags = new(set.Epoch, _lapsed);
        storeLock.WriteOpen(storeId, durableHead);
    }

    private void Lapse(long durableHead)
    {
        Volatile.Write(ref _lapsed, TagMark.StillLapsing);
        storeLock.Tags = storeLock.Tags with { Lapsed = TagMark.StillLapsing };
        storeLock.WriteOpenDurably(storeId, durableHead);
    }

    private static bool IsBrokenBy(AppendRequest request, WatchedTag[] watched)
    {
        foreach (var (_, e) in new FrameRecords(request.Records.Written))
            foreach (var tag in watched)
                if (e.Type.SequenceEqual(tag.Event) && !HasKey(e, tag.Key)) return true;
        return false;
    }

    private static bool HasKey(in EventRecord e, string key)
    {
        foreach (var tag in new TagList(e.Tags))
            if (Tag.KeyOf(tag) == key) return true;
        return false;
    }

    private static WatchedTag[] Watch(LogViews views, ImmutableHashSet<(string Event, string Key)> declared) =>
        [.. (views.Current.Added?.Set.Retagged ?? [])
            .Select(static tag => (tag.Event, tag.Key)).Distinct()
            .Where(tag => !declared.Contains(tag))
            .Select(static tag => new WatchedTag(Encoding.UTF8.GetBytes(tag.Event), tag.Key))];

    /// <summary>An event that must have a tag of a key.</summary>
    private sealed record WatchedTag(byte[] Event, string Key);
}
