using System.Collections.Immutable;

namespace Opossum.Typed.Testing;

/// <summary>
/// A history, and the command that is to decide on it: given these events, when this command comes, then that is appended. It never
/// changes: each call gives another scenario, so that tests can share the beginning of one.
/// </summary>
/// <remarks>
/// The command decides on a store in memory, which is the real engine: what is tested is the decider with its models, queries and
/// boundaries, and that the events can be stored. No test can leave anything behind for another.
/// </remarks>
/// <example>
/// <code>
/// private static readonly Scenario Courses = Scenario.Of(CourseEvents.Model);
///
/// [Fact]
/// public void A_full_course_takes_nobody() => Courses
///     .Given(new CourseDefined(course, Capacity: 1), new StudentSubscribed(course, ada))
///     .When(new Subscribe(course, charles))
///     .ThenRejected("full");
/// </code>
/// </example>
public sealed class Scenario
{
    private static readonly DateTimeOffset Midday = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ImmutableArray<GivenEvents> _given;

    private Scenario(EventModel model, DateTimeOffset now, ImmutableArray<GivenEvents> given) => (Model, Now, _given) = (model, now, given);

    /// <summary>The event types.</summary>
    public EventModel Model { get; }

    /// <summary>When the command decides; noon of the first day of 2026, in UTC, where <see cref="At"/> says nothing else.</summary>
    public DateTimeOffset Now { get; }

    internal IEnumerable<GivenEvents> History => _given;

    /// <summary>An empty history.</summary>
    /// <param name="model">The event types: the generated <c>Model</c> of a class with <see cref="EventModelAttribute"/>.</param>
    public static Scenario Of(EventModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(model, Midday, []);
    }

    /// <summary>The command decides at this time. What was given is as long ago as it was said to be.</summary>
    public Scenario At(DateTimeOffset now) => new(Model, now, _given);

    /// <summary>These events come next in the history. They were recorded just now.</summary>
    /// <exception cref="ArgumentException">An event is null.</exception>
    public Scenario Given(params ReadOnlySpan<IEvent> events) => GivenAgo(TimeSpan.Zero, events);

    /// <summary>These events come next in the history, whatever the time they were recorded at.</summary>
    /// <param name="ago">How long before <see cref="Now"/> they were recorded.</param>
    /// <param name="events">In their order.</param>
    /// <exception cref="ArgumentException">An event is null.</exception>
    /// <example>
    /// <code>Accounts.GivenAgo(TimeSpan.FromDays(4), new AccountClosed(ada)).When(new RegisterAccount(ada)).Then(new
    /// AccountRegistered(ada));</code>
    /// </example>
    public Scenario GivenAgo(TimeSpan ago, params ReadOnlySpan<IEvent> events)
    {
        foreach (var e in events) ArgumentNullException.ThrowIfNull(e, nameof(events));
        return events.IsEmpty ? this : new(Model, Now, _given.Add(new(ago, [.. events])));
    }

    /// <summary>
    /// The command decides: on models that are folded from their first event, and once more on models whose state was kept after each event
    /// of the history, as a store that runs for long has it. Both must decide the same.
    /// </summary>
    /// <exception cref="ArgumentException">An event, or a model of the command, is not of <see cref="Model"/>.</exception>
    /// <exception cref="EventFormatException">An event can't be stored.</exception>
    /// <exception cref="ScenarioFailedException">
    /// With kept state the command decides otherwise: a handler looks at something else than the events.
    /// </exception>
    public ScenarioResult When(IDecider command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Blocking.Run(async () =>
        {
            var result = await DecideAsync(command).ConfigureAwait(false);
            await new KeptStateCheck(this, command).RunAsync(result, DecideAsync).ConfigureAwait(false);
            return result;
        });
    }

    private async Task<ScenarioResult> DecideAsync(IDecider command)
    {
        var options = new OpossumOptions { TimeProvider = new ManualClock(Now), KeptStateBytes = 0 };
        await using var store = await OpenStoreAsync(options, static _ => Task.CompletedTask).ConfigureAwait(false);
        return await DecideAsync(store, command).ConfigureAwait(false);
    }

    internal async Task<ScenarioResult> DecideAsync(OpossumStore store, IDecider command)
    {
        var head = store.Head;
        var outcome = await store.DecideAsync(command).ConfigureAwait(false);
        return new ScenarioResult(this, command, outcome, await AnswerText.AppendedAsync(store, after: head).ConfigureAwait(false));
    }

    /// <summary>
    /// A store in memory with what was given, whose clock stands at <see cref="Now"/>: for what is not a command, such as a repository or a
    /// projection.
    /// </summary>
    /// <returns>The store. Who asked for it closes it.</returns>
    /// <inheritdoc cref="When"/>
    public ValueTask<OpossumStore> OpenStoreAsync() => OpenStoreAsync(new(Now));

    /// <param name="clock">The store's clock, which shows <see cref="Now"/> when this returns.</param>
    /// <inheritdoc cref="OpenStoreAsync()"/>
    public ValueTask<OpossumStore> OpenStoreAsync(ManualClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return OpenStoreAsync(clock, static _ => Task.CompletedTask);
    }

    /// <param name="clock">The store's clock.</param>
    /// <param name="before">Called before each append.</param>
    internal ValueTask<OpossumStore> OpenStoreAsync(ManualClock clock, Func<OpossumStore, Task> before) =>
        OpenStoreAsync(new OpossumOptions { TimeProvider = clock }, before);

    /// <param name="options">With a clock that can be set.</param>
    /// <param name="before">Called before each append.</param>
    private async ValueTask<OpossumStore> OpenStoreAsync(OpossumOptions options, Func<OpossumStore, Task> before)
    {
        var clock = (ManualClock)options.TimeProvider;
        var store = OpossumStore.OpenInMemory(Model, options);
        try
        {
            foreach (var (ago, events) in _given)
            {
                await before(store).ConfigureAwait(false);
                clock.Set(Now - ago);
                await store.AppendAsync(events).ConfigureAwait(false);
            }
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        clock.Set(Now);
        return store;
    }
}
