using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>What a decider answers: append these events, nothing, or no.</summary>
/// <example>
/// <code>
/// [Decider] Decision Decide(Seats seats) =>
///     seats.Taken >= seats.Capacity ? Decision.Reject("course is full") : Decision.Append(new StudentSubscribed(Course, Student));
/// </code>
/// </example>
public sealed class Decision
{
    private Decision(ImmutableArray<IEvent> events, string? reason, string? code) => (Events, Reason, Code) = (events, reason, code);

    /// <summary>It is done already: nothing to append, and no error.</summary>
    public static Decision Nothing { get; } = new([], null, null);

    /// <summary>What to append; empty where nothing is, and in a rejection.</summary>
    public ImmutableArray<IEvent> Events { get; }

    /// <summary>Why the command is rejected; null where it is not.</summary>
    public string? Reason { get; }

    /// <summary>The rejection's code; null where none was given.</summary>
    public string? Code { get; }

    /// <summary>Append these events, all or none.</summary>
    /// <exception cref="ArgumentException">There is no event, or one is null.</exception>
    public static Decision Append(params ReadOnlySpan<IEvent> events)
    {
        if (events.IsEmpty) throw new ArgumentException("There is nothing to append; say Decision.Nothing.", nameof(events));
        foreach (var e in events) ArgumentNullException.ThrowIfNull(e, nameof(events));
        return new([.. events], null, null);
    }

    /// <inheritdoc cref="Append(ReadOnlySpan{IEvent})"/>
    public static Decision Append(IEnumerable<IEvent> events) => Append([.. events]);

    /// <summary>Refuse the command.</summary>
    /// <param name="reason">For people.</param>
    /// <param name="code">For programs: what a client or a test can rely on, whatever the reason's wording. Null for none.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public static Decision Reject(string reason, string? code = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new([], reason, code);
    }

    /// <summary>Such as <c>Append CourseDefined, StudentSubscribed</c>, <c>Nothing</c> or <c>Reject: course is full</c>.</summary>
    public override string ToString() =>
        Reason is not null ? "Reject: " + Reason
            : Events.IsEmpty ? "Nothing"
            : "Append " + string.Join(", ", Events.Select(static e => e.Descriptor.ClrType.Name));
}
