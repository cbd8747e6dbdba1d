namespace Opossum.Typed.Testing;

/// <summary>What the command of a scenario has decided, to be compared with what it should have.</summary>
public sealed class ScenarioResult
{
    private readonly Scenario _scenario;
    private readonly IDecider _command;
    private readonly string _actual;

    internal ScenarioResult(Scenario scenario, IDecider command, Outcome outcome, string appended)
    {
        (_scenario, _command, Outcome) = (scenario, command, outcome);
        _actual = outcome switch
        {
            Outcome.Rejected(var reason, var code) => AnswerText.Rejected(reason, code),
            Outcome.Nothing => AnswerText.Nothing,
            _ => appended,
        };
    }

    /// <summary>The answer as text.</summary>
    internal string Answer => _actual;

    /// <summary>What the store answered.</summary>
    public Outcome Outcome { get; }

    /// <summary>
    /// Exactly these events were appended, in this order. They are compared as they are stored: the name of the type and the payload.
    /// </summary>
    /// <exception cref="ScenarioFailedException">Others were, or none.</exception>
    /// <exception cref="ArgumentException">There is no event; <see cref="ThenNothing"/> says that. Or one is not of the model.</exception>
    public void Then(params ReadOnlySpan<IEvent> events)
    {
        if (events.IsEmpty) throw new ArgumentException("No event is expected; say ThenNothing() or ThenRejected().", nameof(events));
        IEvent[] expected = [.. events];
        Compare(Blocking.Run(async () =>
        {
            var scratch = OpossumStore.OpenInMemory(_scenario.Model);
            await using (scratch.ConfigureAwait(false))
            {
                await scratch.AppendAsync(expected).ConfigureAwait(false);
                return await AnswerText.AppendedAsync(scratch, after: 0).ConfigureAwait(false);
            }
        }));
    }

    /// <summary>The command was rejected.</summary>
    /// <param name="code">With this code; null for any, or none.</param>
    /// <param name="reason">For this reason, to the letter; null for any.</param>
    /// <exception cref="ScenarioFailedException">It was not, or otherwise.</exception>
    public void ThenRejected(string? code = null, string? reason = null)
    {
        if (Outcome is Outcome.Rejected actual)
        {
            // What was not asked for can't differ.
            Compare(AnswerText.Rejected(reason ?? actual.Reason, code ?? actual.Code));
            return;
        }

        Compare(AnswerText.Rejected(reason, code));
    }

    /// <summary>There was nothing to do, and that was no error.</summary>
    /// <exception cref="ScenarioFailedException">There was.</exception>
    public void ThenNothing() => Compare(AnswerText.Nothing);

    private void Compare(string expected)
    {
        if (expected == _actual) return;
        var given = Blocking.Run(async () =>
        {
            var store = await _scenario.OpenStoreAsync().ConfigureAwait(false);
            await using (store.ConfigureAwait(false)) return await AnswerText.HistoryAsync(store).ConfigureAwait(false);
        });
        throw new ScenarioFailedException(given, _command.ToString() ?? "", _scenario.Now, expected, _actual);
    }
}
