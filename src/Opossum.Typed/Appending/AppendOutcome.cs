namespace Opossum.Typed;

/// <summary>What became of a conditional append: written, or refused by its condition.</summary>
/// <example>
/// <code>
/// var outcome = await store.TryAppendAsync(new CourseDefined(course, 30), unless: CourseDefined.For(course));
/// Console.WriteLine(outcome.Conflict is { } conflict ? $"position {conflict.Position} was first" : $"written at {outcome.Result.First}");
/// </code>
/// </example>
public readonly struct AppendOutcome
{
    private readonly AppendResult _result;

    internal AppendOutcome(AppendResult result) => _result = result;

    internal AppendOutcome(AppendConflict conflict) => Conflict = conflict;

    /// <summary>The outcome of an append that was written.</summary>
    /// <param name="result">The positions of its events.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not positions of events.</exception>
    public static AppendOutcome Appended(AppendResult result)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(result.First, nameof(result));
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Last, result.First, nameof(result));
        return new(result);
    }

    /// <summary>The outcome of an append that was refused.</summary>
    /// <param name="conflict">The guard that refused, and the event that matches it.</param>
    public static AppendOutcome Refused(AppendConflict conflict) => new(conflict);

    /// <summary>Why the append was refused; null when it was written.</summary>
    public AppendConflict? Conflict { get; }

    /// <summary>Whether the events were written.</summary>
    public bool IsAppended => Conflict is null && _result.First > 0;

    /// <summary>Where the events are.</summary>
    /// <exception cref="InvalidOperationException">The append was refused; look at <see cref="IsAppended"/> first.</exception>
    public AppendResult Result => IsAppended
        ? _result
        : throw new InvalidOperationException("The append was refused, so its events have no positions; look at IsAppended first.");

    /// <summary>Says what became of the append, for logs and debuggers; without the values of tags.</summary>
    public override string ToString() => Conflict is { } conflict
        ? $"refused: {conflict.RetaggedText ?? $"the event at position {conflict.Position} matches {conflict.Guard}"}"
        : IsAppended ? $"appended at {_result.First} to {_result.Last}" : "no append";

    internal AppendResult GetResultOrThrow() => Conflict is { } conflict ? throw new AppendConditionFailedException(conflict) : _result;
}

/// <summary>Why an append was refused.</summary>
/// <param name="Guard">The guard that refused, the first of the condition that an event matches.</param>
/// <param name="Position">The position of the newest event that matches it.</param>
public readonly record struct AppendConflict(AppendGuard Guard, long Position)
{
    /// <summary>
    /// The tag key of the guard's query that was retagged since the caller read; null for a conflict with an appended event. Then
    /// <see cref="Position"/> is that of an event whose tags changed, or up to which events may have changed: begin again from the first
    /// event, since events before the guard's position are concerned.
    /// </summary>
    public string? RetaggedKey { get; init; }

    /// <summary>What is said of a conflict with a retagging; null for one with an appended event.</summary>
    internal string? RetaggedText => RetaggedKey is null ? null
        : $"events up to position {Position} got tags '{RetaggedKey}' since its condition was read ({Guard}); "
            + "read again from the first event";
}
