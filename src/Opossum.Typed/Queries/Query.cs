using System.Collections.Immutable;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed;

/// <summary>Which events to read, or to guard against: any of its items.</summary>
/// <example>
/// <code>
/// var query = CourseDefined.For(course) | StudentSubscribed.For(course);
/// </code>
/// </example>
public class Query
{
    private readonly JoinedList<QueryItem> _items;

    private protected Query(ImmutableArray<QueryItem> items) => _items = new(items);

    private protected Query(JoinedList<QueryItem> items) => _items = items;

    private protected JoinedList<QueryItem> Parts => _items;

    /// <summary>The alternatives; empty in <see cref="All"/> alone.</summary>
    public ImmutableArray<QueryItem> Items => _items.Items;

    /// <summary>Every event of the store.</summary>
    public static Query All { get; } = new([]);

    internal bool IsAll => _items.Count == 0;

    /// <summary>As a store made it ready that was asked last. It never changes, so that who meets another's has it whole.</summary>
    internal CompiledQuery? Compiled { get; set; }

    /// <summary>Every event, of any type, that carries the tag.</summary>
    /// <exception cref="ArgumentException">The value is empty or too long, or an all-zero guid that is not allowed.</exception>
    public static Query Tagged<TTag>(TTag tag) where TTag : ITag<TTag> => Tagged([Tag.Of(tag)]);

    /// <summary>Every event, of any type, that carries all of the tags.</summary>
    /// <exception cref="ArgumentException">There is no tag.</exception>
    public static Query Tagged(params ReadOnlySpan<Tag> tags) => new([new QueryItem([], tags)]);

    /// <summary>
    /// Events of one type, under any name that it had, that carry all the tags; without tags, every event of that type. What generated
    /// <c>For</c> methods call.
    /// </summary>
    public static Query<TEvent> Of<TEvent>(params ReadOnlySpan<Tag> tags) where TEvent : class, IEvent<TEvent> => new(tags);

    /// <summary>A query from items, any of which matches.</summary>
    /// <exception cref="ArgumentException">There is no item; <see cref="All"/> is said explicitly.</exception>
    public static Query Of(params ReadOnlySpan<QueryItem> items)
    {
        if (items.IsEmpty) throw new ArgumentException("A query needs at least one item; say Query.All for every event.", nameof(items));
        foreach (var item in items) ArgumentNullException.ThrowIfNull(item, nameof(items));
        return new([.. items]);
    }

    /// <summary>As a condition: refuses an append when an event after a position matches.</summary>
    /// <param name="position">Exclusive: the event at this position does not count. 0 is the whole history.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    public AppendCondition After(long position) => new(new AppendGuard(this, position));

    /// <summary>As a condition: refuses an append when an event after a position matches, or a tag key was retagged since.</summary>
    /// <param name="position">Exclusive: the event at this position does not count. 0 is the whole history.</param>
    /// <param name="tagEpoch">The tag epoch of the read that the position is of.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <example>
    /// <code>
    /// var read = store.ReadAsync(CourseDefined.For(course));
    /// await store.AppendAsync(renamed, unless: CourseDefined.For(course).After(read.Head, read.TagEpoch));
    /// </code>
    /// </example>
    public AppendCondition After(long position, long tagEpoch) => new(new AppendGuard(this, position, tagEpoch));

    /// <summary>Events that match either.</summary>
    public static Query operator |(Query left, Query right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.IsAll || right.IsAll ? All : new(JoinedList<QueryItem>.Concat(left._items, right._items));
    }

    /// <summary>
    /// The items, such as <c>course-defined [course:…] or *</c>: without the values of the tags, which <see cref="Items"/> have.
    /// Of many items it names the first eight.
    /// </summary>
    public override string ToString() => IsAll ? "every event" : ListText.Of(Items);
}

/// <summary>Events of one type: reading it yields that type.</summary>
/// <typeparam name="TEvent">The event record.</typeparam>
public sealed class Query<TEvent> : Query where TEvent : class, IEvent<TEvent>
{
    internal Query(ReadOnlySpan<Tag> tags) : base([ItemOf(tags)]) { }

    internal Query(JoinedList<QueryItem> items) : base(items) { }

    /// <summary>
    /// Events that match both: they carry the tags of both. Of queries that are joined by <c>|</c>, each alternative of one with each of
    /// the other, so the result has as many items as the product of the two.
    /// </summary>
    public static Query<TEvent> operator &(Query<TEvent> left, Query<TEvent> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var items = ImmutableArray.CreateBuilder<QueryItem>(checked(left.Items.Length * right.Items.Length));
        foreach (var one in left.Items)
            foreach (var other in right.Items) items.Add(ItemOf([.. one.Tags, .. other.Tags]));
        return new(new JoinedList<QueryItem>(items.MoveToImmutable()));
    }

    /// <summary>
    /// Events of the type that match either. With a query of another type, <c>|</c> gives a <see cref="Query"/>, whose events have no
    /// type in common.
    /// </summary>
    /// <example>
    /// <code>
    /// await foreach (var e in store.ReadAsync(StudentSubscribed.For(ada) | StudentSubscribed.For(grace)))
    ///     Console.WriteLine(e.Event.Course);
    /// </code>
    /// </example>
    public static Query<TEvent> operator |(Query<TEvent> left, Query<TEvent> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(JoinedList<QueryItem>.Concat(left.Parts, right.Parts));
    }

    private static QueryItem ItemOf(ReadOnlySpan<Tag> tags) => new(EventDescriptor<TEvent>.Instance.Names.AsSpan(), tags);
}
