using Opossum.Typed.Engine.HeadFiles;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;

namespace Opossum.Typed.Engine.ReadOnly;

/// <summary>
/// The tags that retaggings add to the events of a log that another process writes. A set counts once its name is known to be on disk: by
/// the writer's word, by the lock file, or by an event that was appended after it. No such event is shown without the tags.
/// </summary>
internal sealed class TagWatch(IStorage storage, Guid storeId)
{
    private const int Looks = 3;

    private int _failures;
    private bool _isBehind;             // the last update could not read what it had to

    /// <summary>The tags that count; null if there are none.</summary>
    public AddedTags? Added { get; private set; }

    private long Epoch => Added?.Set.Epoch ?? 0;

    /// <summary>Takes tags that were published, if there are any.</summary>
    /// <param name="head">Up to where the log is proven.</param>
    /// <param name="published">What the writer said, if the log has that place; otherwise null.</param>
    /// <param name="isAll">
    /// True if the log was not read on, or not further than the writer said, so that there is nothing to look for.
    /// </param>
    /// <param name="isThorough">True in a look that may call a failure damage.</param>
    /// <returns>False if tags can't be read yet that events up to the head need.</returns>
    /// <exception cref="StoreDamagedException">Tags that were published are missing or altered.</exception>
    public bool Update(long head, in PublishedHead? published, bool isAll, bool isThorough)
    {
        var told = published?.TagEpoch ?? 0;
        if (isAll && told <= Epoch && !_isBehind) return true;
        _isBehind = true;
        try
        {
            if (FindNewest(head, told) is { } set) Added = TagCatalog.OpenSet(storage, set, keepsOpen: true);
            _failures = 0;
            _isBehind = Epoch < told;
            return !_isBehind;
        }
        catch (Exception e) when (e is StoreDamagedException || StorageErrors.IsOfFile(e))
        {
            // A writer that opens the store deletes what a later set has replaced: the next look finds that one.
            if (isThorough && ++_failures >= Looks) throw;
            return false;
        }
    }

    /// <summary>Takes an index of added tags that was made again.</summary>
    public void AdoptIndexes()
    {
        for (var i = 0; i < Added?.Units.Length; i++)
        {
            if (Added.Units[i] is not { Index.IsUnreadable: true, Header: var header } unit) continue;
            try
            {
                Added = Added.With(i, TagUnit.OpenIndex(storage, storeId, header.Epoch, header.Number, unit.Check));
            }
            catch (RunUnreadableException)
            {
                // The writer has not made it yet: queries read the events.
            }
        }
    }

    /// <summary>The newest set that is known to be on disk and was not taken yet; null if there is none.</summary>
    private TagSet? FindNewest(long head, long told)
    {
        var known = -1L;
        foreach (var epoch in TagCatalog.EpochsIn(storage).Where(epoch => epoch > Epoch).OrderDescending())
        {
            var set = TagSetFile.Read(storage, storeId, epoch);
            if (epoch <= told || set.Head < head) return set;
            if (known < 0) known = StoreLock.Read(storage)?.Tags.Epoch ?? 0;
            if (epoch <= known) return set;
        }

        return null;
    }
}
