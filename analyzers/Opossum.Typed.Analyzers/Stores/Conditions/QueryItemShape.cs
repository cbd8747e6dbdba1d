using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Analyzers.Production;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>One alternative of a query, as the source writes it.</summary>
/// <param name="Types">The event types, any of which matches; empty means any type.</param>
/// <param name="Tags">The tags, all of which an event must carry.</param>
/// <param name="Origin">The parameter, field or local that a query of unknown items comes in; null where the items are known.</param>
internal sealed record QueryItemShape(ImmutableArray<INamedTypeSymbol> Types, ImmutableArray<TagShape> Tags, ISymbol? Origin = null)
{
    /// <summary>Whether every event of the other item is certainly one of this.</summary>
    public bool Covers(QueryItemShape other, LocalWrites writes)
    {
        if (Origin is not null || other.Origin is not null) return SymbolEqualityComparer.Default.Equals(Origin, other.Origin);
        return (Types.IsEmpty || !other.Types.IsEmpty && other.Types.All(HasType))
            && Tags.All(tag => other.Tags.Any(each => tag.IsSameAs(each, writes) is true));
    }

    /// <summary>Whether events of the type with those tags can be among these, as far as the source says.</summary>
    /// <param name="type">The event type.</param>
    /// <param name="tags">The tags that all of them carry.</param>
    /// <param name="isAskedFor">Whether the member looks itself for a tag of a key that they need not carry.</param>
    /// <param name="writes">What locals are given.</param>
    public bool MayCover(INamedTypeSymbol type, ImmutableArray<TagShape> tags, Func<TagShape, bool> isAskedFor, LocalWrites writes)
    {
        if (Origin is not null) return true;
        if (!Types.IsEmpty && !HasType(type)) return false;
        return Tags.All(tag =>
        {
            var same = tags.Where(each => each.Key == tag.Key).ToArray();
            return same.Length == 0 ? isAskedFor(tag) : same.Any(each => tag.IsSameAs(each, writes) is not false);
        });
    }

    private bool HasType(INamedTypeSymbol type) => Types.Contains(type, SymbolEqualityComparer.Default);
}
