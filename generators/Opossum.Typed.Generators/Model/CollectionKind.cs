namespace Opossum.Typed.Generators.Model;

/// <summary>The collections that are stored as arrays.</summary>
internal enum ListKind
{
    Array,
    List,
    ReadOnlyList,
    ImmutableArray,
    ImmutableList,
    HashSet,
    ReadOnlySet,
    SortedSet,
    ImmutableHashSet,
    ImmutableSortedSet,
}

/// <summary>The collections that are stored as objects.</summary>
internal enum MapKind
{
    Dictionary,
    ReadOnlyDictionary,
    SortedDictionary,
    ImmutableDictionary,
    ImmutableSortedDictionary,
}

internal static class CollectionKinds
{
    /// <summary>Whether its items are reached by their place at no cost.</summary>
    public static bool IsIndexed(this ListKind kind) => kind <= ListKind.ImmutableArray;

    /// <summary>Whether an item is there once, and the order of items says nothing.</summary>
    public static bool IsSet(this ListKind kind) => kind >= ListKind.HashSet;

    /// <summary>Whether it keeps its items in their own order, which they must have.</summary>
    public static bool IsSorted(this ListKind kind) => kind is ListKind.SortedSet or ListKind.ImmutableSortedSet;

    public static bool IsSorted(this MapKind kind) => kind is MapKind.SortedDictionary or MapKind.ImmutableSortedDictionary;
}
