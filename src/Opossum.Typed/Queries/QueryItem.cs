using System.Collections.Immutable;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed;

/// <summary>One alternative of a <see cref="Query"/>: any of the types, and all of the tags.</summary>
public sealed class QueryItem
{
    /// <summary>An item from types and tags; at least one of either.</summary>
    /// <param name="types">Names of event types, as the log stores them; none means any type. Duplicates collapse.</param>
    /// <param name="tags">Tags that an event must all carry; none means any. Duplicates collapse.</param>
    /// <exception cref="ArgumentException">Both are empty, or a name is.</exception>
    public QueryItem(ReadOnlySpan<string> types, ReadOnlySpan<Tag> tags)
    {
        Types = Distinct(types);
        Tags = Distinct(tags);
        foreach (var type in Types) ArgumentException.ThrowIfNullOrEmpty(type, nameof(types));
        if (Tags.Contains(default)) throw new ArgumentException("A tag is empty.", nameof(tags));
        if (Types.IsEmpty && Tags.IsEmpty)
            throw new ArgumentException("A query item needs a type or a tag; say Query.All for every event.", nameof(types));
    }

    private QueryItem(ImmutableArray<string> types, ImmutableArray<Tag> tags) => (Types, Tags) = (types, tags);

    /// <summary>Names of event types, any of which matches; empty means any type.</summary>
    public ImmutableArray<string> Types { get; }

    /// <summary>Tags, all of which an event must carry.</summary>
    public ImmutableArray<Tag> Tags { get; }

    /// <summary>The types, if other items have the same; null if they are this item's alone.</summary>
    internal SharedTypes? SharedTypes { get; private init; }

    /// <summary>Whether its hidden tags have their pseudonyms already.</summary>
    internal bool IsHidden { get; private init; }

    /// <summary>As the store that was asked last has made it ready. What is compiled never changes, so any thread may take it.</summary>
    internal CompiledItem? Compiled { get; set; }

    /// <summary>Such as <c>course-defined|student-subscribed [course:…]</c>: without the values of the tags.</summary>
    public override string ToString() => Masked.Event(Types.IsEmpty ? "*" : string.Join('|', Types), Tags);

    /// <summary>An item of types that are known to be distinct, and that many items share.</summary>
    internal static QueryItem FromDistinctTypes(ImmutableArray<string> types, ImmutableArray<Tag> tags) =>
        new(types, AreDistinct(tags.AsSpan()) ? tags : [.. tags.Distinct()]);

    /// <summary>The same item, with tags in which pseudonyms have taken the place of values.</summary>
    internal QueryItem Hidden(ImmutableArray<Tag> tags) => new(Types, tags) { SharedTypes = SharedTypes, IsHidden = true };

    /// <inheritdoc cref="FromDistinctTypes(ImmutableArray{string}, ImmutableArray{Tag})"/>
    internal static QueryItem FromDistinctTypes(SharedTypes types, ImmutableArray<Tag> tags) =>
        new(types.Names, AreDistinct(tags.AsSpan()) ? tags : [.. tags.Distinct()]) { SharedTypes = types };

    /// <summary>For the few that an item has as a rule; of many it says no.</summary>
    private static bool AreDistinct<T>(ReadOnlySpan<T> values) where T : IEquatable<T>
    {
        if (values.Length > 16) return false;
        for (var i = 1; i < values.Length; i++)
            if (values[..i].Contains(values[i])) return false;
        return true;
    }

    private static ImmutableArray<T> Distinct<T>(ReadOnlySpan<T> values) where T : IEquatable<T> =>
        AreDistinct(values) ? [.. values] : [.. values.ToArray().Distinct()];
}
