using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.Telemetry;

namespace Opossum.Typed;

// Decisions: read a boundary, fold it, append under the condition that nothing came in between.
public sealed partial class OpossumStore
{
    private readonly DecisionLoop _decisions;

    /// <summary>The states of models that decisions have left; null if none are kept.</summary>
    internal KeptBoundaries? Kept => _decisions.Kept;

    /// <summary>
    /// Lets a command decide: reads its models in one snapshot, runs its <see cref="DeciderAttribute"/> method, and appends what it answers
    /// unless an event of its models' boundaries came in between. Where one did, it reads what is new and decides again, until it succeeds
    /// or <see cref="OpossumOptions.DecisionTimeout"/> is over.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="key">
    /// Makes the command safe to repeat, also after a restart: when events were appended with it before, they are the answer, read from the
    /// log, and the decider does not run. What was rejected is decided again.
    /// </param>
    /// <param name="unless">A condition of the caller's beside that of the models, such as <c>CourseDefined.For(course).After(seen)</c>;
    /// where it refuses, deciding again can't help, and the outcome is <see cref="Outcome.ConditionFailed"/>.</param>
    /// <param name="durability"><see cref="Durability.Flushed"/> waits for the flush of all that the outcome depends on. By default the
    /// options decide.</param>
    /// <param name="metadata">What is stored beside each event; null for what the current activity says.</param>
    /// <param name="cancellationToken">Looked at before each attempt and before its append is queued; afterwards the append completes,
    /// whole.</param>
    /// <exception cref="ArgumentException">
    /// A model or the decision has an event that the store does not know, or a model's tag is an id that was never assigned.
    /// </exception>
    /// <exception cref="AppendLimitException">A limit is exceeded.</exception>
    /// <exception cref="EventFormatException">An event can't be stored, or one that was read is not what its type declares.</exception>
    /// <exception cref="InvalidOperationException">The decider returned null.</exception>
    /// <exception cref="PositionBeyondHeadException">
    /// <paramref name="unless"/> has a position above the head, after which it could never refuse; the decider did not run.
    /// </exception>
    /// <exception cref="StoreFaultedException">Writing has failed, now or before.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    /// <example>
    /// <code>
    /// var outcome = await store.DecideAsync(new Subscribe(course, ada));
    /// Console.WriteLine(outcome);             // Appended at 2 | Rejected: course is full | Nothing
    /// </code>
    /// </example>
    public ValueTask<Outcome> DecideAsync(
        IDecider command, AppendKey? key = null, AppendCondition? unless = null, Durability durability = Durability.AsConfigured,
        AppendMetadata? metadata = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var activity = StoreTracing.StartDecision();
        var decision = _decisions.RunAsync(command, new(key, unless, durability, metadata), cancellationToken);
        return activity is null ? decision : StoreTracing.Until(decision, activity);
    }

    /// <summary>
    /// Reads the models of a command as <see cref="DecideAsync"/> would, and says what was read and what earlier decisions had kept. The
    /// decider does not run, and nothing is appended. What was folded is kept, as a decision keeps it.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Looked at before each read of a block.</param>
    /// <exception cref="ArgumentException">A model folds an event that the store does not know.</exception>
    /// <exception cref="EventFormatException">A payload is not what its event declares.</exception>
    /// <exception cref="StoreDamagedException">An event is not what was written.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    /// <example>
    /// <code>
    /// Console.WriteLine(await store.ExplainAsync(new Subscribe(course, ada)));
    /// </code>
    /// </example>
    public ValueTask<DecisionExplanation> ExplainAsync(IDecider command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return _decisions.ExplainAsync(command, cancellationToken);
    }

    private protected override ModelFold BeginFold(DecisionProcess process) => _decisions.Fold(process);
}
