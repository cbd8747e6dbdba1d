using Opossum.Typed.CrashLab.Plan;

namespace Opossum.Typed.CrashLab.Race;

/// <summary>One task: lets commands decide, one after the other.</summary>
/// <param name="run">Of which its commands are.</param>
/// <param name="number">The task.</param>
/// <param name="decisionsOfAnEpoch">
/// After so many decisions a task goes on to other ids, the same as its neighbours, so that a boundary stays small and is read in no time.
/// </param>
internal sealed class Racer(Run run, int number, long decisionsOfAnEpoch)
{
    /// <summary>Few enough that tasks meet, and enough that they do not only wait for each other.</summary>
    private const int SharedIds = 40;

    private long _decided;

    public AttemptAnswers Answers { get; } = new();

    /// <summary>Decisions that did not end as they must.</summary>
    public List<string> Failures { get; } = [];

    /// <param name="store">The store of all tasks.</param>
    /// <param name="log">Its log.</param>
    /// <param name="decisions">How many.</param>
    public async Task RunAsync(OpossumStore store, WatchedLog log, long decisions)
    {
        log.Answers = Answers;
        for (var end = _decided + decisions; _decided < end;)
        {
            var n = ++_decided;
            var command = Next(n);
            var refused = Answers.Refused.Count;
            var outcome = await store.DecideAsync(command);
            if (outcome is not Outcome.Appended) Failures.Add($"{command} of task {number}: {outcome}.");
            else if (outcome.Attempts != 1 + Answers.Refused.Count - refused)
                Failures.Add(
                    $"{command} of task {number}: {outcome.Attempts} attempts, but {Answers.Refused.Count - refused} were refused.");
            else if (command is Count && outcome.Attempts != 1)
                Failures.Add($"{command} of task {number}: nobody else appends to its boundary, but it took {outcome.Attempts} attempts.");
        }
    }

    private IDecider Next(long n)
    {
        var dice = new Dice(run, new(run.Id, number, n));
        var kind = dice.Next(100);
        var epoch = (int)(n / decisionsOfAnEpoch);
        var (first, step) = (dice.Next(SharedIds), 1 + dice.Next(SharedIds - 1));
        var (shared, other) = (new SharedId(epoch * SharedIds + first), new SharedId(epoch * SharedIds + (first + step) % SharedIds));
        var own = new OwnId(epoch * run.Appenders + number);
        return kind switch
        {
            < 35 => new Move(shared, other),
            < 65 => new Join(shared, own),
            < 97 => new Count(own),
            _ => new TakeNumber(),
        };
    }
}
