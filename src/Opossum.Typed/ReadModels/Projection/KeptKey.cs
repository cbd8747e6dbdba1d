using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Calls a handler, and refuses a row under another key: the row before would stay where it was, and the new one would take the place of
/// somebody else's.
/// </summary>
internal static class KeptKey
{
    public static TRow? Apply<TRow, TKey>(TRow? row, TKey key, ref ProjectedEvent e)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        var next = TRow.Apply(row, key, ref e);
        if (next is not null && !ReferenceEquals(next, row) && !EqualityComparer<TKey>.Default.Equals(TRow.KeyOf(next), key))
            throw new InvalidOperationException(
                "The handler gave a row with another key than that of the row which the event concerns. Leave the key as it is; an event "
                + "that concerns another row too needs a tag, or a KeyOf, that says so.");
        return next;
    }
}
