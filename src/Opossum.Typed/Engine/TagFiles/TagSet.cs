using System.Collections.Immutable;

namespace Opossum.Typed.Engine.TagFiles;

/// <summary>What one retagging published: its file is the moment from which the tags of its units count.</summary>
/// <param name="StoreId">Whose it is.</param>
/// <param name="Epoch">From 1; each retagging has the next.</param>
/// <param name="Covered">The position up to which events were read for it; later ones have their tags from the start.</param>
/// <param name="Head">The head of the log when it was published. A read that saw a later position has seen the tags.</param>
/// <param name="Units">The checks of the units' headers, in their order; by them the set commits to every byte of them.</param>
/// <param name="Keys">The keys of the tags, each with the epoch that changed its tags last.</param>
/// <param name="Retagged">For which tags of which events it was made sure that every event up to <see cref="Covered"/> has them.</param>
/// <param name="History">
/// The checks of the sets before it, from epoch 1 on; 0 for one that is not known. They tell a store's own past from that of a copy that
/// was retagged by itself.
/// </param>
internal sealed record TagSet(
    Guid StoreId, long Epoch, long Covered, long Head, ImmutableArray<ulong> Units, ImmutableArray<KeyEpoch> Keys,
    ImmutableArray<RetaggedTag> Retagged, ImmutableArray<ulong> History)
{
    /// <summary>The key of these that was retagged after an epoch, and last of them; null if none was.</summary>
    public KeyEpoch? NewestOf(ReadOnlySpan<string> keys, long after)
    {
        KeyEpoch? newest = null;
        foreach (var key in Keys)
            if (key.Epoch > after && key.Epoch > (newest?.Epoch ?? 0) && keys.Contains(key.Key)) newest = key;
        return newest;
    }
}

/// <summary>A tag key and its last retagging.</summary>
/// <param name="Key">The part of the tags before the colon.</param>
/// <param name="Epoch">The epoch that published tags of the key last.</param>
/// <param name="Head">The head of the log at that moment.</param>
internal readonly record struct KeyEpoch(string Key, long Epoch, long Head);
