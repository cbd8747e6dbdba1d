using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.TagFiles;

/// <summary>
/// The added tags that a store is opened with: the newest set that was published. Units of the next epoch are the progress of a retagging
/// that was interrupted and stay; everything else is left over.
/// </summary>
internal sealed record TagCatalog(AddedTags? Added, string[] Leftovers)
{
    public static TagCatalog Empty { get; } = new(null, []);

    /// <summary>The position that the log had reached when the tags were published, or 0.</summary>
    public long KnownHead => Added?.Set.Covered ?? 0;

    /// <summary>The store that the newest set belongs to; null if there is none, or it can't be read.</summary>
    public static Guid? FindStoreId(IStorage storage)
    {
        var epoch = EpochsIn(storage).DefaultIfEmpty().Max();
        return epoch == 0 ? null : TagSetFile.FindStoreId(storage, epoch);
    }

    /// <param name="storage">Where the store is.</param>
    /// <param name="storeId">The store's.</param>
    /// <param name="knownEpoch">A tag epoch that the store had reached.</param>
    /// <exception cref="StoreDamagedException">A file that was published is missing or altered.</exception>
    public static TagCatalog Open(IStorage storage, Guid storeId, long knownEpoch)
    {
        var (files, leftovers) = (new List<TagFileName>(), new List<string>());
        foreach (var name in storage.List(TagName.Directory))
        {
            if (TagName.TryParse(name, out var file)) files.Add(file);
            else if (TagName.IsOurs(name)) leftovers.Add(name);
        }

        var epoch = files.Where(static file => file.Kind == TagFileKind.Set).Select(static file => file.Epoch).DefaultIfEmpty().Max();
        if (epoch < knownEpoch)
            throw new StoreDamagedException(
                storage.Describe(TagName.OfSet(knownEpoch)), 0,
                $"the store was retagged to epoch {knownEpoch}, and the set of that is missing");
        var added = epoch == 0 ? null : OpenSet(storage, storeId, epoch);
        leftovers.AddRange(files.Where(file => IsLeftover(file, epoch, added?.Units.Length ?? 0)).Select(NameOf));
        leftovers.Sort(StringComparer.Ordinal);
        return new(added, [.. leftovers]);
    }

    private static bool IsLeftover(TagFileName file, long epoch, int units) =>
        file.Epoch < epoch || file.Epoch > epoch + 1 || (file.Epoch == epoch && file.Kind != TagFileKind.Set && file.Number > units);

    /// <summary>The epochs of the sets that are there.</summary>
    public static IEnumerable<long> EpochsIn(IStorage storage) =>
        storage.List(TagName.Directory)
            .Select(static name => TagName.TryParse(name, out var file) && file.Kind == TagFileKind.Set ? file.Epoch : 0)
            .Where(static epoch => epoch > 0);

    /// <summary>Opens what a set publishes.</summary>
    /// <exception cref="StoreDamagedException">A file that was published is missing or altered.</exception>
    public static AddedTags OpenSet(IStorage storage, Guid storeId, long epoch) =>
        OpenSet(storage, TagSetFile.Read(storage, storeId, epoch), keepsOpen: false);

    /// <inheritdoc cref="OpenSet(IStorage, Guid, long)"/>
    /// <param name="storage">Where the store is.</param>
    /// <param name="set">The set.</param>
    /// <param name="keepsOpen">True if a unit may be deleted by others while it is read.</param>
    public static AddedTags OpenSet(IStorage storage, TagSet set, bool keepsOpen)
    {
        var (storeId, epoch) = (set.StoreId, set.Epoch);
        var units = new TagUnit[set.Units.Length];
        try
        {
            for (var i = 0; i < units.Length; i++)
            {
                units[i] = TagUnit.Open(storage, storeId, epoch, i + 1, keepsOpen);
                if (units[i].Check != set.Units[i])
                    throw new StoreDamagedException(units[i].Location, 0, "the file with added tags is not the one that was published");
            }

            return new(set, units);
        }
        catch
        {
            foreach (var unit in units) unit?.Dispose();
            throw;
        }
    }

    private static string NameOf(TagFileName file) => file.Kind switch
    {
        TagFileKind.Set => TagName.OfSet(file.Epoch),
        TagFileKind.Unit => TagName.OfUnit(file.Epoch, file.Number),
        _ => TagName.OfIndex(file.Epoch, file.Number),
    };
}
