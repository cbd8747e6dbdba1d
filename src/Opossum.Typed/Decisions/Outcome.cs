namespace Opossum.Typed;

/// <summary>What became of a command.</summary>
/// <example>
/// <code>
/// return await store.DecideAsync(new Subscribe(course, student)) switch
/// {
///     Outcome.Appended appended     => $"at {appended.Last}",
///     Outcome.Nothing               => "was done already",
///     Outcome.Rejected(var why, _)  => why,
///     _                             => "too much going on; try again",
/// };
/// </code>
/// </example>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>
    /// How often the decider ran: 1 when nobody interfered, one more for each conflict. 0 when it did not run, since the append key had
    /// been used before.
    /// </summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The events are in the store, and on disk as its options promise.</summary>
    /// <param name="First">The position of the first.</param>
    /// <param name="Last">The position of the last; the same as <paramref name="First"/> for one event.</param>
    public sealed record Appended(long First, long Last) : Outcome
    {
        /// <summary>Such as <c>Appended at 2</c>, or <c>Appended at 2 to 4</c>.</summary>
        public override string ToString() => First == Last ? $"Appended at {First}" : $"Appended at {First} to {Last}";
    }

    /// <summary>There was nothing to do.</summary>
    public sealed record Nothing : Outcome
    {
        /// <summary><c>Nothing</c>.</summary>
        public override string ToString() => nameof(Nothing);
    }

    /// <summary>The decider refused. Nothing was written.</summary>
    /// <param name="Reason">Why, for people.</param>
    /// <param name="Code">Why, for programs; null where the decider gave none.</param>
    public sealed record Rejected(string Reason, string? Code) : Outcome
    {
        /// <summary>Such as <c>Rejected: course is full</c>.</summary>
        public override string ToString() => "Rejected: " + Reason;
    }

    /// <summary>
    /// Others appended to the boundary at each attempt until the time was up (<see cref="OpossumOptions.DecisionTimeout"/>), or the
    /// caller's own condition refused. Nothing was written.
    /// </summary>
    /// <param name="Position">The position of the event that stood in the way of the last attempt.</param>
    public sealed record Conflict(long Position) : Outcome
    {
        /// <summary>Such as <c>Conflict at 17 after 12 attempts</c>.</summary>
        public override string ToString() => $"Conflict at {Position} after {Attempts} attempt{(Attempts == 1 ? "" : "s")}";
    }
}
