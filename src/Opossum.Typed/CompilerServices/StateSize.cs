using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// How much memory the state of a model takes, about: what bounds the states that are kept. Of a large collection the first items tell for
/// all. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateSize
{
    /// <summary>An object beside its fields.</summary>
    public const long OfObject = 24;

    /// <summary>What an item of a tree or of a hash table takes beside itself.</summary>
    private const long OfNode = 64;

    private const int MostAsked = 64;

    /// <summary>A value, or a reference, in a field.</summary>
    public static long Of<T>() => Unsafe.SizeOf<T>();

    /// <summary>The text that a field refers to.</summary>
    public static long OfText(string? text) => text is null ? 0 : OfObject + (2L * text.Length);

    /// <summary>The collection that a field refers to.</summary>
    /// <param name="items">The collection.</param>
    /// <param name="each">What an item takes beside its own fields; null for nothing.</param>
    public static long OfMany<T>(IReadOnlyCollection<T>? items, Func<T, long>? each = null)
    {
        if (items is null || items.Count == 0) return 0;
        var own = OfObject + (items.Count * (OfNode + Unsafe.SizeOf<T>()));
        if (each is null) return own;
        var (asked, sum) = (0, 0L);
        foreach (var item in items)
        {
            sum += each(item);
            if (++asked == MostAsked) break;
        }

        return own + Projected(sum, asked, items.Count);
    }

    /// <inheritdoc cref="OfMany{T}(IReadOnlyCollection{T}?, Func{T, long}?)"/>
    public static long OfMany<T>(ImmutableArray<T> items, Func<T, long>? each = null)
    {
        if (items.IsDefaultOrEmpty) return 0;
        var own = OfObject + ((long)items.Length * Unsafe.SizeOf<T>());
        if (each is null) return own;
        var (asked, sum) = (Math.Min(items.Length, MostAsked), 0L);
        for (var i = 0; i < asked; i++) sum += each(items[i]);
        return own + Projected(sum, asked, items.Length);
    }

    private static long Projected(long sum, int asked, int count) => (long)((double)sum / asked * count);
}
