using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Personal;

namespace Opossum.Typed;

/// <summary>
/// Reads, decides and appends under the condition that nothing came in between; where something did, reads what is new and decides again.
/// Of the contenders for one boundary one wins in each commit group, so they are bounded by time: with a fixed number of attempts seats
/// would stay empty.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="model">The event types.</param>
/// <param name="options">The clock and the timeout.</param>
internal sealed class DecisionLoop(IEventLog log, EventModel model, OpossumOptions options)
{
    /// <summary>The longest wait before another attempt, in milliseconds.</summary>
    private const int LongestWait = 16;

    /// <summary>Makes the keys of subjects; null without keys.</summary>
    public SubjectPreparation? Subjects { get; init; }

    private readonly Lock _finding = new();
    private KeptBoundaries? _kept;          // written under _finding

    /// <summary>The engine below, however often it is wrapped; null if it is another one, or is not open yet.</summary>
    private EmbeddedEventLog? Engine => field ??= EngineOf(log);

    private StoreMetrics? Metrics => Engine?.Metrics;

    /// <summary>The states of earlier decisions; null if none are kept.</summary>
    public KeptBoundaries? Kept => Volatile.Read(ref _kept) ?? FindKept();

    public async ValueTask<Outcome> RunAsync(IDecider command, DecisionTerms terms, CancellationToken cancellationToken)
    {
        var (key, unless, durability) = (terms.Key, model.Hide(terms.Unless), terms.Durability);
        var asked = Metrics is { TimesDecisions: true } metrics ? metrics.Now : 0;
        if (key is { } given && await log.FindAppendAsync(given, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            await FlushAsync(earlier.Last, durability, cancellationToken).ConfigureAwait(false);
            return Tell(asked, await ReadBackAsync(earlier, attempts: 0, cancellationToken).ConfigureAwait(false), events: 0);
        }

        var begin = options.TimeProvider.GetTimestamp();
        var (fold, folded) = (Fold(command.Begin()), 0L);
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await fold.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (attempt == 1) await ThrowIfBeyondHeadAsync(fold.Head, unless, cancellationToken).ConfigureAwait(false);
            var decision = fold.Decide(options.TimeProvider.GetUtcNow())
                ?? throw new InvalidOperationException($"The decider of {command.GetType()} returned null; say Decision.Nothing.");
            if (decision.Events.IsEmpty)
            {
                await FlushAsync(fold.Head, durability, cancellationToken).ConfigureAwait(false);
                Outcome answer = decision.Reason is { } reason
                    ? new Outcome.Rejected(reason, decision.Code) { Attempts = attempt }
                    : new Outcome.Nothing { Attempts = attempt };
                return Tell(asked, answer, folded + fold.EventsRead);
            }

            if (Subjects is not null) await Subjects.EnsureAsync(decision.Events, cancellationToken).ConfigureAwait(false);
            var guard = fold.Guard;
            AppendOutcome appended;
            try
            {
                appended = await StartAppend(decision, ConditionOf(guard, unless), terms, cancellationToken).ConfigureAwait(false);
            }
            catch (AppendKeyReusedException twin)
            {
                // The same command, sent twice, was faster: its ids or times may differ, its answer does not.
                var done = await ReadBackAsync(twin.Earlier, attempt, cancellationToken).ConfigureAwait(false);
                return Tell(asked, done, folded + fold.EventsRead);
            }

            if (appended.Conflict is not { } conflict)
            {
                var (first, last) = (appended.Result.First, appended.Result.Last);
                var done = new Outcome.Appended(first, last) { Attempts = attempt, Events = decision.Events };
                return Tell(asked, done, folded + fold.EventsRead);
            }

            // No other attempt can help against the caller's own condition: its positions stay what they are.
            if (!ReferenceEquals(conflict.Guard, guard))
                return Tell(asked, new Outcome.ConditionFailed(conflict.Position) { Attempts = attempt }, folded + fold.EventsRead);
            if (IsOver(begin))
                return Tell(asked, new Outcome.Conflict(conflict.Position) { Attempts = attempt }, folded + fold.EventsRead);
            if (fold.MustBeginAnew || conflict.RetaggedKey is not null) (fold, folded) = (Fold(command.Begin()), folded + fold.EventsRead);
            await WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Models that have folded nothing yet.</summary>
    /// <exception cref="ArgumentException">A model folds an event that the store does not know.</exception>
    public ModelFold Fold(DecisionProcess process) => new(log, model, process, Kept);

    /// <summary>Folds the models of a command once, and says how.</summary>
    public async ValueTask<DecisionExplanation> ExplainAsync(IDecider command, CancellationToken cancellationToken)
    {
        var begin = options.TimeProvider.GetTimestamp();
        var fold = Fold(command.Begin());
        await fold.ReadAsync(cancellationToken).ConfigureAwait(false);
        var elapsed = options.TimeProvider.GetElapsedTime(begin);
        return new([.. fold.Places.ToArray().Select(ExplainedModel.Of)], fold.Head, fold.EventsRead, elapsed);
    }

    private KeptBoundaries? FindKept()
    {
        if (options.KeptStateBytes == 0 || Engine is not { } engine) return null;
        lock (_finding)
            return _kept ??= new(new(options.KeptStateBytes, options.KeptStateEvents) { Grew = engine.Metrics.StatesGrew }, log, engine);
    }

    private static EmbeddedEventLog? EngineOf(IReadOnlyEventLog? log)
    {
        for (; log is not null; log = log.Inner)
            if (log is EmbeddedEventLog engine) return engine;
        return null;
    }

    /// <summary>
    /// Before the decider runs: what it answers must not depend on whether it looks at the condition at all. What this process knows can be
    /// behind what the caller was told by another one, so the log is asked before a position is refused.
    /// </summary>
    private async ValueTask ThrowIfBeyondHeadAsync(long head, AppendCondition? unless, CancellationToken cancellationToken)
    {
        if (unless is null) return;
        var highest = 0L;
        foreach (var guard in unless.Guards) highest = Math.Max(highest, guard.After);
        if (highest <= head) return;
        using var reader = log.Read(Query.All, new() { Limit = 0 });
        await reader.FillAsync(cancellationToken).ConfigureAwait(false);
        if (highest > reader.Head) throw new PositionBeyondHeadException(highest, reader.Head);
    }

    private Outcome Tell(long asked, Outcome outcome, long events)
    {
        Metrics?.Decided(asked, outcome.Attempts, events, outcome is Outcome.Conflict);
        return outcome;
    }

    /// <summary>An answer that must survive a power cut waits until all that it depends on is on disk.</summary>
    private ValueTask FlushAsync(long dependsOn, Durability durability, CancellationToken cancellationToken) =>
        durability == Durability.Flushed && dependsOn > log.DurableHead ? log.FlushAsync(cancellationToken) : default;

    /// <summary>What was appended before, by the same command.</summary>
    private async ValueTask<Outcome> ReadBackAsync(AppendResult earlier, int attempts, CancellationToken cancellationToken)
    {
        var events = ImmutableArray.CreateBuilder<IEvent>((int)(earlier.Last - earlier.First) + 1);
        using var reader = log.Read(Query.All, new() { From = earlier.First, To = earlier.Last });
        try
        {
            while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
                while (reader.TryDecode<IEvent>(model, UndecodableEvents.Fail, keepsStored: false, out var e)) events.Add(e.Event);
            return new Outcome.Appended(earlier.First, earlier.Last) { Attempts = attempts, Events = events.DrainToImmutable() };
        }
        catch (EventFormatException unreadable)
        {
            // A newer program has appended them. That it was done is still the answer.
            return new Outcome.Appended(earlier.First, earlier.Last) { Attempts = attempts, Unreadable = unreadable };
        }
    }

    private ValueTask<AppendOutcome> StartAppend(
        Decision decision, AppendCondition? condition, in DecisionTerms terms, CancellationToken cancellationToken)
    {
        using var batch = EventBatch.Rent(terms.Metadata);
        foreach (var e in decision.Events) batch.Add(e, model, terms.Key);
        return condition is null
            ? Unconditional(log.AppendAsync(batch.Events, unless: null, terms.Key, terms.Durability, cancellationToken))
            : log.TryAppendAsync(batch.Events, condition, terms.Key, terms.Durability, cancellationToken);

        static async ValueTask<AppendOutcome> Unconditional(ValueTask<AppendResult> append) => new(await append.ConfigureAwait(false));
    }

    private static AppendCondition? ConditionOf(AppendGuard? guard, AppendCondition? unless) =>
        guard is null ? unless : unless is null ? new(guard) : new([guard, .. unless.Guards]);

    private bool IsOver(long begin) =>
        options.DecisionTimeout != Timeout.InfiniteTimeSpan && options.TimeProvider.GetElapsedTime(begin) >= options.DecisionTimeout;

    /// <summary>
    /// The first conflict says little, so the second attempt follows at once. After more, contenders spread over a span that doubles, or
    /// they would all be back at the same time. By the system's clock: the store's may be a test's, which stands still.
    /// </summary>
    private static Task WaitAsync(int attempt, CancellationToken cancellationToken)
    {
        if (attempt == 1) return Task.CompletedTask;
        var span = Math.Min(1 << Math.Min(attempt - 1, 16), LongestWait);
        return Task.Delay(Random.Shared.Next(span), cancellationToken);
    }
}

/// <summary>What a caller wants of a decision, beside the decision.</summary>
internal readonly record struct DecisionTerms(AppendKey? Key, AppendCondition? Unless, Durability Durability, AppendMetadata? Metadata);
