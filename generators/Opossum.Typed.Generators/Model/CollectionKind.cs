namespace Opossum.Typed.Generators.Model;

/// <summary>The collections that are stored as arrays.</summary>
internal enum ListKind
{
    Array,
    List,
    ReadOnlyList,
    ReadOnlyCollection,
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

/// <summary>How generated code goes through a list.</summary>
internal enum ListForm
{
    /// <summary>By the place of its items, at no cost.</summary>
    Indexed,

    /// <summary>In its order.</summary>
    Sequence,

    /// <summary>In an order that says nothing: each item is there once.</summary>
    Set,

    /// <summary>In the order of its items, which they must have: each is there once.</summary>
    SortedSet,
}

internal static class CollectionKinds
{
    /// <summary>The form of each kind; a kind that is added has none until it gets a line here.</summary>
    public static ListForm Form(this ListKind kind) => kind switch
    {
        ListKind.Array or ListKind.List or ListKind.ReadOnlyList or ListKind.ImmutableArray => ListForm.Indexed,
        ListKind.ImmutableList or ListKind.ReadOnlyCollection => ListForm.Sequence,
        ListKind.HashSet or ListKind.ReadOnlySet or ListKind.ImmutableHashSet => ListForm.Set,
        ListKind.SortedSet or ListKind.ImmutableSortedSet => ListForm.SortedSet,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind has no form."),
    };

    /// <summary>Whether its items are reached by their place at no cost.</summary>
    public static bool IsIndexed(this ListKind kind) => kind.Form() == ListForm.Indexed;

    /// <summary>Whether an item is there once, and the order of items says nothing.</summary>
    public static bool IsSet(this ListKind kind) => kind.Form() is ListForm.Set or ListForm.SortedSet;

    /// <summary>Whether it keeps its items in their own order, which they must have.</summary>
    public static bool IsSorted(this ListKind kind) => kind.Form() == ListForm.SortedSet;

    public static bool IsSorted(this MapKind kind) => kind is MapKind.SortedDictionary or MapKind.ImmutableSortedDictionary;
}
