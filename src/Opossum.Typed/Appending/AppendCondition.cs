using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Opossum.Typed;

/// <summary>
/// What refuses an append: one or several guards, any of which matches an event. Judged in the same instant as the append itself. A query
/// becomes one by itself, guarding the whole history.
/// </summary>
/// <example>
/// <code>
/// await store.AppendAsync(new CourseDefined(course, 30), unless: CourseDefined.For(course));
/// await store.AppendAsync(e, unless: CourseDefined.For(course).After(head) | StudentSubscribed.For(student));
/// </code>
/// </example>
public sealed class AppendCondition
{
    private readonly JoinedList<AppendGuard> _guards;

    /// <summary>A condition of guards.</summary>
    /// <exception cref="ArgumentException">There is no guard.</exception>
    public AppendCondition(params ReadOnlySpan<AppendGuard> guards)
    {
        if (guards.IsEmpty)
            throw new ArgumentException("A condition needs at least one guard; say null for an unconditional append.", nameof(guards));
        foreach (var guard in guards) ArgumentNullException.ThrowIfNull(guard, nameof(guards));
        _guards = new([.. guards]);
    }

    private AppendCondition(JoinedList<AppendGuard> guards) => _guards = guards;

    /// <summary>The guards, any of which refuses.</summary>
    public ImmutableArray<AppendGuard> Guards => _guards.Items;

    /// <summary>Refuses when any event of the whole history matches the query.</summary>
    [return: NotNullIfNotNull(nameof(query))]
    public static implicit operator AppendCondition?(Query? query) => query is null ? null : new(new AppendGuard(query));

    /// <summary>Refuses when either does.</summary>
    public static AppendCondition operator |(AppendCondition left, AppendCondition right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(JoinedList<AppendGuard>.Concat(left._guards, right._guards));
    }

    /// <summary>
    /// The guards, such as <c>course-defined [course:…] after 17</c>: without the values of the tags, and of many the first eight.
    /// </summary>
    public override string ToString() => ListText.Of(Guards);
}
