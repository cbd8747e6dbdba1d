namespace Opossum.Typed;

/// <summary>
/// A store was not retagged, since events can't get their tags. Nothing has changed. Fix what the problems name, or set
/// <see cref="RetagOptions.LeaveOut"/> to do without these events.
/// </summary>
public sealed class RetagException : StoreException
{
    internal RetagException(RetagResult result)
        : base($"The store was not retagged: {result.ProblemCount} events can't get their tags. The first is {result.Problems[0]}. "
            + "Nothing has changed. Fix the cause, or set RetagOptions.LeaveOut to do without these events.") => Result = result;

    /// <summary>What was found.</summary>
    public RetagResult Result { get; }
}
