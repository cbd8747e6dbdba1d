using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>The text of the items of a query and of the guards of a condition, for messages: a query can have fifty thousand.</summary>
internal static class ListText
{
    private const int Most = 8;

    public static string Of<T>(ImmutableArray<T> items)
    {
        var shown = string.Join(" or ", items.Take(Most));
        return items.Length <= Most ? shown : $"{shown} or {items.Length - Most} more";
    }
}
