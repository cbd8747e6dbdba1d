using System.Collections.Immutable;
using System.IO.Hashing;

namespace Opossum.Typed.Engine.SnapshotFiles;

/// <summary>What a snapshot is of. The name of its file has hashes of it; inside the file it is written whole, and compared.</summary>
/// <param name="Model">The decision model.</param>
/// <param name="Boundary">Its tags.</param>
/// <param name="TagEpoch">How often the store had been retagged.</param>
internal readonly record struct SnapshotKey(SnapshotModel Model, ImmutableArray<Tag> Boundary, long TagEpoch)
{
    public SnapshotName NameAt(long position) => new(Model.NameHash, BoundaryHash, Model.FoldHash, position);

    private ulong BoundaryHash
    {
        get
        {
            var hash = 0UL;
            foreach (var tag in Boundary) hash = XxHash3.HashToUInt64(tag.Utf8, (long)hash);
            return hash;
        }
    }
}
