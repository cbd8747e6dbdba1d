using System.IO.Hashing;
using System.Text;

namespace Opossum.Typed.Engine.SnapshotFiles;

/// <summary>A decision model, as its snapshots know it. Its hashes are taken once: every decision asks for its files by them.</summary>
/// <param name="name">The name of its type.</param>
/// <param name="identity">
/// Differs if the state may differ, or its bytes: the hash of the fold, of the code that reads its events, and of the codec.
/// </param>
internal sealed class SnapshotModel(string name, string identity)
{
    public string Name => name;

    public string Identity => identity;

    public uint NameHash { get; } = HashOf(name);

    public uint FoldHash { get; } = HashOf(identity);

    private static uint HashOf(string text) => (uint)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text));
}
