using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;

namespace Opossum.Typed.Engine.Backup;

/// <summary>
/// A file of added tags, as it is backed up. What a name says is decided by its bytes, of which the first are compared: a unit's header
/// commits to all of the unit, and a set is short.
/// </summary>
/// <param name="Name">Of the file.</param>
/// <param name="Length">Of the file, in bytes.</param>
/// <param name="Head">The bytes that it begins with.</param>
/// <param name="Unit">The unit; null for a set or an index.</param>
/// <param name="Index">The index; null for a set or a unit.</param>
/// <param name="Check">The check of the unit that an index belongs to.</param>
internal sealed record TagPart(
    string Name, long Length, byte[] Head, TagUnit? Unit, IndexFiles.Reading.Run? Index, ulong Check = 0)
{
    /// <summary>All files of what is published. An index that can't be read is left out: it is made again, here and there.</summary>
    public static TagPart[] Of(AddedTags added)
    {
        var epoch = added.Set.Epoch;
        var parts = new List<TagPart>();
        foreach (var unit in added.Units)
        {
            var header = new byte[TagUnitHeader.Size];
            unit.Header.Write(header);
            parts.Add(new(TagName.OfUnit(epoch, unit.Header.Number), unit.Header.FileLength, header, unit, null));
            if (unit.Index is { IsUnreadable: false } index)
                parts.Add(new(TagName.OfIndex(epoch, unit.Header.Number), index.Size, [], null, index, unit.Check));
        }

        var set = TagSetFile.Encode(added.Set);
        parts.Add(new(TagName.OfSet(epoch), set.Length, set, null, null));
        return [.. parts];
    }

    /// <summary>
    /// True if a file of another storage is this one. The index of a unit that is the same may be kept if it can be opened.
    /// </summary>
    public bool IsHeldBy(IStorage storage, Guid storeId)
    {
        if (Index is not null) return HasIndex(storage, storeId);
        using var file = storage.Open(Name);
        var head = new byte[Head.Length];
        return file.Length == Length && file.Read(head, 0) == head.Length && head.AsSpan().SequenceEqual(Head);
    }

    private bool HasIndex(IStorage storage, Guid storeId)
    {
        if (!TagName.TryParse(Name, out var name)) return false;
        try
        {
            using var run = TagUnit.OpenIndex(storage, storeId, name.Epoch, name.Number, Check);
            return run.Size == Length && (run.First, run.Last, run.Terms) == (Index!.First, Index.Last, Index.Terms);
        }
        catch (IndexFiles.Reading.RunUnreadableException)
        {
            return false;
        }
    }
}
