namespace Opossum.Typed;

/// <summary>One reason to refuse an append: an event after a position matches a query.</summary>
public sealed class AppendGuard
{
    /// <summary>A guard.</summary>
    /// <param name="query">The events that refuse.</param>
    /// <param name="after">Exclusive: the event at this position does not count. 0, the default, is the whole history.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is negative.</exception>
    public AppendGuard(Query query, long after = 0)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        Query = query;
        After = after;
    }

    /// <summary>The events that refuse.</summary>
    public Query Query { get; }

    /// <summary>Events up to this position do not count.</summary>
    public long After { get; }

    /// <summary>Such as <c>course-defined [course:…] after 17</c>: without the values of the tags.</summary>
    public override string ToString() => After == 0 ? Query.ToString() : $"{Query} after {After}";
}
