using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>The address of a row: what the generated <c>At</c> of a read model gives.</summary>
/// <typeparam name="TRow">The read model.</typeparam>
/// <typeparam name="TKey">The type of its key.</typeparam>
/// <param name="Value">The key.</param>
public readonly record struct RowKey<TRow, TKey>(TKey Value) where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    /// <summary>The table alone, such as <c>course_cards[…]</c>; <see cref="Value"/> has the key.</summary>
    public override string ToString() => $"{ReadModelShape.Of<TRow>().Name}[…]";
}
