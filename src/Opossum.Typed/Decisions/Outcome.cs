using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>What became of a command.</summary>
/// <example>
/// <code>
/// return await store.DecideAsync(new Subscribe(course, student)) switch
/// {
///     Outcome.Appended appended     => $"at {appended.Last}",
///     Outcome.Nothing               => "was done already",
///     Outcome.Rejected(var why, _)  => why,
///     Outcome.ConditionFailed       => "was changed since you looked",
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
        /// <summary>
        /// The events, such as an invoice with the number that was decided. Where the append key had been used before, they are those of
        /// the first append, read from the log.
        /// </summary>
        /// <exception cref="EventFormatException">They were appended before, by a program whose events this one can't decode.</exception>
        public ImmutableArray<IEvent> Events
        {
            get => Unreadable is null ? field.IsDefault ? [] : field : throw Unreadable;
            init;
        }

        internal EventFormatException? Unreadable { get; init; }

        /// <summary>True if the other says the same positions and attempts. Which events they are follows from the positions.</summary>
        public bool Equals(Appended? other) =>
            other is not null && (First, Last, Attempts) == (other.First, other.Last, other.Attempts);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(First, Last, Attempts);

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
    /// The caller's own condition refused: an event that it names was appended since the caller looked, and to decide again can't change
    /// that. Nothing was written. Read again and ask the user; as HTTP it is 412.
    /// </summary>
    /// <param name="Position">The position of the newest event that the condition names.</param>
    public sealed record ConditionFailed(long Position) : Outcome
    {
        /// <summary>Such as <c>Condition failed at 17</c>.</summary>
        public override string ToString() => $"Condition failed at {Position}";
    }

    /// <summary>
    /// Others appended to the boundary at each attempt until the time was up (<see cref="OpossumOptions.DecisionTimeout"/>). Nothing was
    /// written. The same command may succeed a moment later; as HTTP it is 409.
    /// </summary>
    /// <param name="Position">The position of the event that stood in the way of the last attempt.</param>
    public sealed record Conflict(long Position) : Outcome
    {
        /// <summary>Such as <c>Conflict at 17 after 12 attempts</c>.</summary>
        public override string ToString() => $"Conflict at {Position} after {Attempts} attempt{(Attempts == 1 ? "" : "s")}";
    }
}
