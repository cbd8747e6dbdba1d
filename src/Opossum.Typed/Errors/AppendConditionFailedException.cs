namespace Opossum.Typed;

/// <summary>An append was refused by its condition; nothing was written.</summary>
public sealed class AppendConditionFailedException : Exception
{
    /// <summary>For engines; the message names the guard without the values of its tags.</summary>
    /// <param name="conflict">The guard that refused, and the event that matches it.</param>
    public AppendConditionFailedException(AppendConflict conflict)
        : base($"The append was refused: {Reason(conflict)}.") => Conflict = conflict;

    /// <summary>
    /// The guard that refused, and the newest event that matches it. The message has neither the values of its tags nor those of the event:
    /// ask the guard's query.
    /// </summary>
    public AppendConflict Conflict { get; }

    private static string Reason(AppendConflict conflict) =>
        conflict.RetaggedText ?? $"the event at position {conflict.Position} matches its condition ({conflict.Guard})";
}
