using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Opening;

/// <summary>The log as its files have it, before anything is changed.</summary>
/// <param name="StoreId">The store's id; null if nothing tells it, in a new store.</param>
/// <param name="Segments">The segments with events.</param>
/// <param name="Parts">What indexes them.</param>
/// <param name="Replayed">How many of them were read whole, since no run knew them.</param>
/// <param name="End">Where the frames end.</param>
/// <param name="Torn">A write behind them that a crash interrupted; null if there is none.</param>
/// <param name="Unused">The numbers of the segment files behind them, which have no events.</param>
/// <param name="UselessRuns">Files of runs that are unfinished, unreadable, covered by others, or of another log.</param>
internal sealed record ReplayedLog(
    Guid? StoreId, Segment[] Segments, IndexPart[] Parts, int Replayed, LogEnd End, TornWrite? Torn, long[] Unused, string[] UselessRuns)
{
    /// <summary>The position of the last event; 0 in an empty log.</summary>
    public long Head => End.Chain.NextPosition - 1;
}

/// <summary>Where a log ends.</summary>
/// <param name="Location">The last segment as a user finds it, or where the first will be.</param>
/// <param name="Offset">Where its frames end.</param>
/// <param name="Chain">What the next frame must continue.</param>
/// <param name="IsClosed">Whether the last frame is the mark of a clean stop. An empty log counts as closed.</param>
internal readonly record struct LogEnd(string Location, int Offset, FrameChain Chain, bool IsClosed);

/// <summary>Bytes of an interrupted write: nothing of them was known durable.</summary>
/// <param name="File">The file's name in the store.</param>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many bytes there are up to the last that is not zero.</param>
internal sealed record TornWrite(string File, int Offset, int Length);
