using System.Collections.Immutable;
using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// Refuses collections that would come back from a snapshot with another comparer than they have: events would be folded into them
/// otherwise than before. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateComparers
{
    /// <summary>Makes sure that a set has the default comparer.</summary>
    /// <exception cref="NotSupportedException">It has another one.</exception>
    public static void Ensure<T>(ImmutableHashSet<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (!IsDefault(items.KeyComparer)) throw Other();
    }

    /// <summary>Makes sure that a sorted set has the comparer that it is read with.</summary>
    /// <param name="items">The set.</param>
    /// <param name="comparer">The comparer; null for the default.</param>
    /// <exception cref="NotSupportedException">It has another one.</exception>
    public static void Ensure<T>(ImmutableSortedSet<T> items, IComparer<T>? comparer = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (!ReferenceEquals(items.KeyComparer, comparer ?? Comparer<T>.Default)) throw Other();
    }

    /// <summary>Makes sure that a dictionary has the default comparers.</summary>
    /// <exception cref="NotSupportedException">It has another one.</exception>
    public static void Ensure<TKey, TValue>(ImmutableDictionary<TKey, TValue> items) where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        if (!IsDefault(items.KeyComparer) || !IsDefault(items.ValueComparer)) throw Other();
    }

    /// <summary>Makes sure that a sorted dictionary has the comparers that it is read with.</summary>
    /// <param name="items">The dictionary.</param>
    /// <param name="comparer">That of the keys; null for the default.</param>
    /// <exception cref="NotSupportedException">It has another one.</exception>
    public static void Ensure<TKey, TValue>(ImmutableSortedDictionary<TKey, TValue> items, IComparer<TKey>? comparer = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        if (!ReferenceEquals(items.KeyComparer, comparer ?? Comparer<TKey>.Default) || !IsDefault(items.ValueComparer)) throw Other();
    }

    /// <summary>Text is equal by its characters for the default comparer, too.</summary>
    private static bool IsDefault<T>(IEqualityComparer<T> comparer) =>
        ReferenceEquals(comparer, EqualityComparer<T>.Default) || ReferenceEquals(comparer, StringComparer.Ordinal);

    private static NotSupportedException Other() => new(
        "a collection in it has a comparer of its own, with which it would not come back. Use the default comparer, and "
        + "StringComparer.Ordinal for text in a sorted collection.");
}
