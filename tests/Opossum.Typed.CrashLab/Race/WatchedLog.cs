using Opossum.Typed.Tests;

namespace Opossum.Typed.CrashLab.Race;

/// <summary>An append of a decision that was admitted: where it is, and up to where its models had been folded.</summary>
internal readonly record struct Admitted(long First, long After);

/// <summary>One that was refused.</summary>
/// <param name="Conflict">The position that was named.</param>
/// <param name="Guard">The condition.</param>
/// <param name="Head">The store's head when the answer was there.</param>
internal readonly record struct RefusedAttempt(long Conflict, AppendGuard Guard, long Head);

/// <summary>What the decisions of one task were answered.</summary>
internal sealed class AttemptAnswers
{
    public List<Admitted> Admitted { get; } = [];

    public List<RefusedAttempt> Refused { get; } = [];
}

/// <summary>
/// The log as the tasks see it: passes everything on, and notes what becomes of the appends, for each task by itself. The store decides
/// above it, as it does on any other log.
/// </summary>
internal sealed class WatchedLog(IEventLog log) : PassingLog(log, owns: false)
{
    private readonly AsyncLocal<AttemptAnswers> _answers = new();

    /// <summary>Those of the task that asks.</summary>
    public AttemptAnswers Answers
    {
        get => _answers.Value!;
        set => _answers.Value = value;
    }

    public override ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        CancellationToken cancellationToken = default) =>
        NoteAsync(Below.TryAppendAsync(events, unless, key, durability, cancellationToken), unless, Answers);

    private async ValueTask<AppendOutcome> NoteAsync(ValueTask<AppendOutcome> append, AppendCondition unless, AttemptAnswers answers)
    {
        var outcome = await append;
        if (outcome.Conflict is { } conflict) answers.Refused.Add(new(conflict.Position, conflict.Guard, Head));
        else answers.Admitted.Add(new(outcome.Result.First, unless.Guards[0].After));
        return outcome;
    }
}
