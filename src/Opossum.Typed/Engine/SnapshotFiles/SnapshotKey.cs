using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;

namespace Opossum.Typed.Engine.SnapshotFiles;

/// <summary>What a snapshot is of. The name of its file has hashes of it; inside the file it is written whole, and compared.</summary>
/// <param name="Model">The name of the decision model.</param>
/// <param name="Identity">
/// Differs if the state may differ, or its bytes: the hash of the fold, of the code that reads its events, and of the codec.
/// </param>
/// <param name="Boundary">Its tags.</param>
/// <param name="TagEpoch">How often the store had been retagged.</param>
internal readonly record struct SnapshotKey(string Model, string Identity, ImmutableArray<Tag> Boundary, long TagEpoch)
{
    public SnapshotName NameAt(long position) => new(ModelHash, BoundaryHash, (uint)HashOf(Identity), position);

    private uint ModelHash => (uint)HashOf(Model);

    private ulong BoundaryHash
    {
        get
        {
            var hash = 0UL;
            foreach (var tag in Boundary) hash = XxHash3.HashToUInt64(tag.Utf8, (long)hash);
            return hash;
        }
    }

    private static ulong HashOf(string text) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text));
}
