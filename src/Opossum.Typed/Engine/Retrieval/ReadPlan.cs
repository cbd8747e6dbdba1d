using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>What a reader looks for.</summary>
/// <param name="Query">Which events.</param>
/// <param name="Bounds">Where, up to the head of its snapshot.</param>
internal sealed record ReadPlan(CompiledQuery Query, ReadBounds Bounds)
{
    /// <summary>How many events at most.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>True to look at every event instead of asking the index.</summary>
    public bool Scans { get; init; }
}
