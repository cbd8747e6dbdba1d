using Opossum.Typed.Engine.TagFiles;

namespace Opossum.Typed.Engine.Retagging;

/// <summary>A retagging that is on disk and waits to be published. Until it is, the units are its own.</summary>
/// <param name="Set">What is to be published, but for the head.</param>
/// <param name="Units">Its units.</param>
/// <param name="Tally">What was found.</param>
internal sealed record RetagDraft(TagSet Set, TagUnit[] Units, RetagTally Tally) : IDisposable
{
    public void Dispose()
    {
        foreach (var unit in Units) unit.Dispose();
    }
}
