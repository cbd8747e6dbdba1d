using System.Collections.Immutable;
using System.Text;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// A retagging says of a tag that all events have it. That stays true only while later events are stored with it too. An older program does
/// not do that, and nobody would notice: the next newer one would miss its events. So the first append that breaks the promise is noted
/// durably in the lock file before it is written, and from then on the tag counts as not retagged.
/// </summary>
internal sealed class RetagPromise
{
    /// <summary>Of hashes: what the sector of the lock file has room for.</summary>
    private const int MostLapsed = 16;

    private readonly StoreLock _storeLock;
    private readonly Guid _storeId;
    private readonly LogViews _views;
    private readonly Lock _changing = new();
    private ImmutableHashSet<(string Event, string Key)> _declared = [];        // under the lock
    private volatile ImmutableSortedSet<string> _lapsed;            // hashes; changed by the commit thread, under the lock
    private volatile WatchedTag[] _watched;                         // changed under the lock

    /// <param name="storeLock">Where it is noted.</param>
    /// <param name="storeId">Of the store.</param>
    /// <param name="views">The retaggings.</param>
    public RetagPromise(StoreLock storeLock, Guid storeId, LogViews views)
    {
        (_storeLock, _storeId, _views) = (storeLock, storeId, views);
        _lapsed = Parse(storeLock.Tags);
        _watched = Watch();
    }

    /// <summary>What retaggings covered and what is true of all events until now.</summary>
    public ImmutableArray<RetaggedTag> Kept
    {
        get
        {
            var set = _views.Current.Added?.Set;        // first: what lapses later is seen
            var lapsed = _lapsed;
            return set is null ? [] : KeptOf(set, lapsed);
        }
    }

    /// <summary>What a set says of all events and is still true.</summary>
    /// <param name="set">The set.</param>
    /// <param name="mark">What the lock file remembers.</param>
    public static ImmutableArray<RetaggedTag> KeptOf(TagSet set, TagMark mark) => KeptOf(set, Parse(mark));

    /// <summary>What a copy of the log in an epoch is to remember. To be asked after its events were chosen.</summary>
    public TagMark MarkAt(long epoch) => new(epoch, TextOf(_lapsed));

    /// <summary>Events that are appended from now on are stored with these tags, unless one has no value for a tag.</summary>
    public void Declare(ImmutableArray<RetaggedTag> tags)
    {
        lock (_changing)
        {
            _declared = _declared.Union(tags.Select(static tag => (tag.Event, tag.Key)));
            _watched = Watch();
        }
    }

    /// <summary>Before an append is staged. For the commit thread.</summary>
    public void Keep(AppendRequest request, long durableHead)
    {
        if (_watched is { Length: > 0 } watched && BrokenBy(request, watched) is { Count: > 0 } broken) Lapse(broken, durableHead);
    }

    /// <summary>
    /// Tags were published. Who retagged had declared them before the events were read, and flushed what was on its way, so that whatever
    /// broke a promise was read as well. For the commit thread.
    /// </summary>
    public void Published(long durableHead)
    {
        var set = _views.Current.Added!.Set;
        lock (_changing)
        {
            var covered = set.Retagged.Where(tag => tag.Covered == set.Covered && _declared.Contains((tag.Event, tag.Key)));
            var still = _lapsed.Contains(TagMark.All)
                ? set.Retagged.Except(covered).Select(static tag => HashOf(tag.Event, tag.Key))
                : _lapsed.Except(covered.Select(static tag => HashOf(tag.Event, tag.Key)));
            _lapsed = [.. still];
            _watched = Watch();
        }

        _storeLock.Tags = new(set.Epoch, TextOf(_lapsed));
        _storeLock.WriteOpen(_storeId, durableHead);
    }

    private void Lapse(HashSet<string> broken, long durableHead)
    {
        lock (_changing)
        {
            _lapsed = _lapsed.Union(broken);
            _watched = Watch();
        }

        _storeLock.Tags = _storeLock.Tags with { Lapsed = TextOf(_lapsed) };
        _storeLock.WriteOpenDurably(_storeId, durableHead);
    }

    private static HashSet<string> BrokenBy(AppendRequest request, WatchedTag[] watched)
    {
        var broken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, e) in new FrameRecords(request.Records.Written))
            foreach (var tag in watched)
                if (e.Type.SequenceEqual(tag.Event) && !HasKey(e, tag.Key)) broken.Add(tag.Hash);
        return broken;
    }

    private static bool HasKey(in EventRecord e, string key)
    {
        foreach (var tag in new TagList(e.Tags))
            if (Tag.KeyOf(tag) == key) return true;
        return false;
    }

    /// <summary>The tags that an append may break: neither declared nor lapsed already.</summary>
    private WatchedTag[] Watch() =>
        [.. (_views.Current.Added?.Set.Retagged ?? [])
            .Select(static tag => (tag.Event, tag.Key)).Distinct()
            .Where(tag => !_declared.Contains(tag))
            .Select(static tag => new WatchedTag(Encoding.UTF8.GetBytes(tag.Event), tag.Key, HashOf(tag.Event, tag.Key)))
            .Where(tag => !IsLapsed(_lapsed, tag.Hash))];

    private static ImmutableArray<RetaggedTag> KeptOf(TagSet set, ImmutableSortedSet<string> lapsed) =>
        [.. set.Retagged.Where(tag => !IsLapsed(lapsed, HashOf(tag.Event, tag.Key)))];

    private static ImmutableSortedSet<string> Parse(in TagMark mark) =>
        [.. mark.Lapsed.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsLapsed(ImmutableSortedSet<string> lapsed, string hash) => lapsed.Contains(hash) || lapsed.Contains(TagMark.All);

    /// <summary>Two tags of one hash lapse together, which costs a retagging.</summary>
    private static string HashOf(string name, string key) =>
        ((uint)LogFormat.Hash(Encoding.UTF8.GetBytes($"{name}\n{key}"), seed: 0)).ToString("x8");

    private static string TextOf(ImmutableSortedSet<string> lapsed) =>
        lapsed.Count > MostLapsed || lapsed.Contains(TagMark.All) ? TagMark.All : string.Join(' ', lapsed);

    /// <summary>An event that must have a tag of a key.</summary>
    private sealed record WatchedTag(byte[] Event, string Key, string Hash);
}
