namespace Opossum.Typed.Testing;

/// <summary>
/// Lets the command of a scenario decide on models whose state was kept after each event of the history, and compares what it decides with
/// what it decided without.
/// </summary>
internal sealed class KeptStateCheck(Scenario scenario, IDecider command)
{
    /// <summary>Of a longer history the state is kept so many times, at equal distances.</summary>
    private const int MostStates = 100;

    private const string Problem =
        "With models whose state was kept, the command decided otherwise than with models that were folded from their first event. "
            + "A handler may look at its model and its event alone: not at the time, at static fields or at what others may change.";

    /// <param name="result">What was decided without kept state.</param>
    /// <param name="again">Decides so once more.</param>
    /// <exception cref="ScenarioFailedException">The two differ.</exception>
    public async Task RunAsync(ScenarioResult result, Func<IDecider, Task<ScenarioResult>> again)
    {
        if (await DecideAsync().ConfigureAwait(false) is not { } kept || kept.Answer == result.Answer) return;

        // A decider that makes an id, say, gives another event each time.
        var expected = (await again(command).ConfigureAwait(false)).Answer == result.Answer ? result.Answer : FormOf(result);
        var actual = expected == result.Answer ? kept.Answer : FormOf(kept);
        if (actual == expected) return;
        var store = await scenario.OpenStoreAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var given = await AnswerText.HistoryAsync(store).ConfigureAwait(false);
            throw new ScenarioFailedException(Problem, given, expected, actual);
        }
    }

    /// <returns>Null if no state of the models was kept.</returns>
    private async Task<ScenarioResult?> DecideAsync()
    {
        var clock = new ManualClock(scenario.Now);
        var store = OpossumStore.OpenInMemory(scenario.Model, new() { TimeProvider = clock, KeptStateEvents = 1 });
        await using (store.ConfigureAwait(false))
        {
            var (count, number, isKept) = (scenario.History.Sum(static given => given.Events.Length), 0, false);
            var distance = 1 + (count / MostStates);
            foreach (var (ago, events) in scenario.History)
            {
                clock.Set(scenario.Now - ago);
                foreach (var e in events)
                {
                    if (number++ % distance == 0 && number > 1)
                        isKept |= (await store.ExplainAsync(command).ConfigureAwait(false)).Models.Any(static model => model.IsKept);
                    await store.AppendAsync(e).ConfigureAwait(false);
                }
            }

            clock.Set(scenario.Now);
            return isKept ? await scenario.DecideAsync(store, command).ConfigureAwait(false) : null;
        }
    }

    /// <summary>What was decided, without what may be another one each time.</summary>
    private static string FormOf(ScenarioResult result) => result.Outcome switch
    {
        Outcome.Appended appended => string.Join('\n', appended.Events.Select(static e => e.GetType().Name)),
        Outcome.Rejected(_, var code) => AnswerText.Rejected(reason: null, code),
        _ => result.Answer,
    };
}
