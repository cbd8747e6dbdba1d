using System.Globalization;

namespace Opossum.Typed;

/// <summary>Something that went wrong in a read model.</summary>
public sealed class ReadModelFailure
{
    internal ReadModelFailure(string model, Exception error) => (Model, Error) = (model, error);

    /// <summary>The name of the table.</summary>
    public string Model { get; }

    /// <summary>
    /// True if the model stands still until it is resumed; false if it is tried again by itself. This is told once, not of each attempt.
    /// </summary>
    public bool IsStopped => EventType is not null;

    /// <summary>
    /// True if it can't follow its store any more, which was replaced or is damaged, or to which nothing is written any more: open the
    /// store again. <see cref="Error"/> says why.
    /// </summary>
    public bool IsFinal => Error is StoreReplacedException or StoreDamagedException or StoreFaultedException;

    /// <summary>The position of the event; 0 if no event is to blame, such as for a full disk.</summary>
    public long Position { get; internal init; }

    /// <summary>The name of the event's type; null if no event is to blame.</summary>
    public string? EventType { get; internal init; }

    /// <summary>The event's id; empty if no event is to blame.</summary>
    public Guid EventId { get; internal init; }

    /// <summary>
    /// The key of the row, of the type that <see cref="RowKey{TRow, TKey}.Value"/> has; null if none is to blame. It may be personal.
    /// </summary>
    public object? RowKey { get; internal init; }

    /// <summary>What was thrown; it may quote what is stored.</summary>
    public Exception Error { get; }

    /// <summary>Without anything that is stored, such as <c>course_cards at 17 (course-renamed): InvalidOperationException</c>.</summary>
    public override string ToString() => EventType is null
        ? $"{Model}: {Error.GetType().Name}"
        : string.Create(CultureInfo.InvariantCulture, $"{Model} at {Position} ({EventType}): {Error.GetType().Name}");
}
