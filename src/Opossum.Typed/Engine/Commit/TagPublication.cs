using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Publishes the tags of a retagging, whose units are on disk: the set gets its name, and from then on they count. One step of the commit
/// thread, so each append is judged before or after it.
/// </summary>
/// <param name="storage">Where the store is.</param>
/// <param name="views">What readers and judges take.</param>
/// <param name="draft">The set, without the head.</param>
/// <param name="units">Its units.</param>
/// <param name="changed">The keys whose tags it changes.</param>
internal sealed class TagPublication(IStorage storage, LogViews views, TagSet draft, TagUnit[] units, IReadOnlyCollection<string> changed)
{
    private TagSet? _set;        // with the head, once it is prepared

    private string Name => TagName.OfSet(draft.Epoch);

    /// <summary>Writes the set, durably, under a name that opening passes over. A failure fails the retagging alone.</summary>
    /// <param name="head">The last position that was given away.</param>
    public void Prepare(long head)
    {
        var keys = draft.Keys.Where(key => !changed.Contains(key.Key)).Concat(changed.Select(key => new KeyEpoch(key, draft.Epoch, head)));
        _set = draft with { Head = head, Keys = [.. keys.OrderBy(static key => key.Key, StringComparer.Ordinal)] };
        using var file = storage.Create(TagName.TemporaryOf(Name));
        file.Write(TagSetFile.Encode(_set), 0);
        file.Flush();
    }

    /// <summary>
    /// The step itself. If it fails, only the disk knows whether the tags count after the next opening: nothing more may be appended.
    /// </summary>
    public void Publish()
    {
        storage.Rename(TagName.TemporaryOf(Name), Name);
        storage.SyncDirectory(TagName.Directory);
        views.Publish(new(_set!, units));
    }
}
