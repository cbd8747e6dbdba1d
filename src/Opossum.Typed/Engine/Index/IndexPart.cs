using Opossum.Typed.Engine.Runs;

namespace Opossum.Typed.Engine.Index;

/// <summary>The index of a stretch of the log: in memory for one segment that is not sealed, or a run for some that are. One of the two is there.</summary>
/// <param name="First">The position of its first event.</param>
/// <param name="Segments">Which segments it covers.</param>
/// <param name="Tail">In memory.</param>
/// <param name="Run">On disk.</param>
internal sealed record IndexPart(long First, RunName Segments, TailIndex? Tail, Run? Run)
{
    public static IndexPart Of(Run run) => new(run.First, run.Name, null, run);

    public static IndexPart Of(long number, long basePosition, TailIndex tail) => new(basePosition, new(number, number), tail, null);

    /// <summary>What a query has to look at among the positions of a range, which lies in this part; null if there is nothing.</summary>
    public Matches? Open(CompiledQuery query, long first, long last, bool backward)
    {
        if (Run is not null) return RunMatches.MayMatch(Run, query.Alternatives) ? new RunMatches(Run, query.Alternatives, first, last, backward) : null;
        return AlternativeCursor.MayMatch(Tail!, query.Alternatives) ? new TailMatches(Tail!, First, query, (int)(first - First), (int)(last - First), backward) : null;
    }
}
