namespace Opossum.Typed.Benchmarks.Load;

/// <summary>What is asked of an engine in one round.</summary>
/// <param name="Appenders">Tasks, each of which waits for its append before the next.</param>
/// <param name="Batch">Events an append.</param>
/// <param name="Conditional">Whether every append has a condition.</param>
/// <param name="Events">At most so many.</param>
/// <param name="Duration">And at most so long.</param>
internal sealed record LoadShape(int Appenders, int Batch, bool Conditional, long Events, TimeSpan Duration)
{
    /// <summary>So that the events are shared out evenly; at least one each.</summary>
    public long AppendsOfEach => Math.Max(1, Events / Batch / Appenders);
}
