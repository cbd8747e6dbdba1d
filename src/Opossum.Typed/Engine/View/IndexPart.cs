using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.View;

/// <summary>The index of a stretch of the log.</summary>
/// <param name="First">The position of its first event.</param>
/// <param name="Segments">Which segments it covers.</param>
internal abstract record IndexPart(long First, SegmentRange Segments)
{
    /// <summary>The candidates of a query among the positions of a range, which lies in this part; null if there are none.</summary>
    public abstract Candidates? Open(CompiledQuery query, long first, long last, ReadDirection direction);
}

/// <summary>The index of one segment, in memory.</summary>
/// <param name="First">The position of its first event.</param>
/// <param name="Segment">The segment's number.</param>
/// <param name="Index">The index.</param>
internal sealed record TailPart(long First, long Segment, TailIndex Index) : IndexPart(First, new(Segment, Segment))
{
    public override Candidates? Open(CompiledQuery query, long first, long last, ReadDirection direction) =>
        AlternativeCursor.MayMatch(Index, query.Alternatives)
            ? new TailCandidates(Index, First, query, (int)(first - First), (int)(last - First), direction)
            : null;
}

/// <summary>The index of some full segments, in a file.</summary>
/// <param name="Run">The file.</param>
internal sealed record RunPart(Run Run) : IndexPart(Run.First, Run.Range)
{
    public override Candidates? Open(CompiledQuery query, long first, long last, ReadDirection direction) =>
        RunCandidates.MayMatch(Run, query.Alternatives)
            ? new RunCandidates(Run, query.Alternatives, first, last, direction)
            : null;
}
