using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Emit;

/// <summary>
/// The expressions that begin, fill and complete a collection while it is read, and that bring it into an order to be written.
/// </summary>
internal static class CollectionCode
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string Immutable = "global::System.Collections.Immutable.";
    private const string Ordinal = "global::System.StringComparer.Ordinal";

    /// <summary>What <c>items</c> is while they are read.</summary>
    public static string Begin(ListSpec list) => list.Kind switch
    {
        ListKind.HashSet or ListKind.ReadOnlySet => $"new {Generic}HashSet<{list.ItemReference}>()",
        ListKind.SortedSet => $"new {Generic}SortedSet<{list.ItemReference}>({Comparer(list)})",
        ListKind.ImmutableHashSet => $"{Immutable}ImmutableHashSet.CreateBuilder<{list.ItemReference}>()",
        ListKind.ImmutableSortedSet => $"{Immutable}ImmutableSortedSet.CreateBuilder<{list.ItemReference}>({Comparer(list)})",
        _ => $"new {Names.ItemBuffer}<{list.ItemReference}>()",
    };

    /// <summary>What <c>items</c> become.</summary>
    public static string End(ListSpec list) => "items" + list.Kind switch
    {
        ListKind.List => ".ToList()",
        ListKind.ImmutableArray => ".ToImmutableArray()",
        ListKind.Array or ListKind.ReadOnlyList or ListKind.ReadOnlyCollection => ".ToArray()",
        ListKind.ImmutableHashSet or ListKind.ImmutableSortedSet => ".ToImmutable()",
        ListKind.ImmutableList => ".ToImmutableList()",
        _ => "",
    };

    public static string Begin(MapSpec map) => map.Kind switch
    {
        MapKind.SortedDictionary => $"new {Generic}SortedDictionary<{Arguments(map)}>({Comparer(map)})",
        MapKind.ImmutableDictionary => $"{Immutable}ImmutableDictionary.CreateBuilder<{Arguments(map)}>()",
        MapKind.ImmutableSortedDictionary => $"{Immutable}ImmutableSortedDictionary.CreateBuilder<{Arguments(map)}>({Comparer(map)})",
        _ => $"new {Generic}Dictionary<{Arguments(map)}>()",
    };

    public static string End(MapSpec map) =>
        map.Kind is MapKind.ImmutableDictionary or MapKind.ImmutableSortedDictionary ? "items.ToImmutable()" : "items";

    /// <summary>
    /// The order of hash codes differs from process to process, since those of text do: equal events must have equal bytes.
    /// </summary>
    public static string InOrder(ListSpec list) => list.Kind == ListKind.ImmutableHashSet
        ? $"{Names.Enumerable}.OrderBy(value, static item => item{list.OrderedBy}{(list.IsOrderedByText ? $", {Ordinal}" : "")})"
        : "value";

    public static string InOrder(MapSpec map) => map.Kind == MapKind.ImmutableDictionary
        ? $"{Names.Enumerable}.OrderBy(value, static pair => pair.Key{map.OrderedBy}{(map.IsOrderedByText ? $", {Ordinal}" : "")})"
        : "value";

    private static string Arguments(MapSpec map) => $"{map.KeyReference}, {map.ItemReference}";

    /// <summary>
    /// What a collection is made with that is read; empty for the default, which for text goes by the machine's culture where it has an
    /// order.
    /// </summary>
    public static string Comparer(ListSpec list) => list.IsOrderedByText && list.OrderedBy.Length == 0 ? Ordinal : "";

    public static string Comparer(MapSpec map) => map.IsOrderedByText && map.OrderedBy.Length == 0 ? Ordinal : "";
}
