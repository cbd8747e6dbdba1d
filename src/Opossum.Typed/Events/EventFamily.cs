using System.Runtime.InteropServices;

namespace Opossum.Typed;

/// <summary>What reading a family reads.</summary>
internal static class EventFamily
{
    /// <param name="query">What was asked for.</param>
    /// <param name="types">The names of the family's event types, distinct and in ordinal order. The query shares them.</param>
    /// <param name="family">For messages.</param>
    /// <param name="model">For messages.</param>
    public static Query Narrow(Query query, string[] types, Type family, string model)
    {
        if (types.Length == 0)
            throw new ArgumentException($"No event type of the model '{model}' is a {family}. Implement the interface by event records, "
                + "or include the model that has them.", nameof(query));
        if (query.IsAll) return Query.Of(new QueryItem(types, []));

        foreach (var item in query.Items)
        {
            foreach (var type in item.Types)
            {
                if (Array.BinarySearch(types, type, StringComparer.Ordinal) < 0)
                    throw new ArgumentException($"The query names '{type}', which the model '{model}' has no {family} of: "
                        + "it could not be read as one. Take it out of the query, or read without a family.", nameof(query));
            }
        }

        if (query.Items.All(static item => !item.Types.IsEmpty)) return query;
        var shared = ImmutableCollectionsMarshal.AsImmutableArray(types);
        return Query.Of([.. query.Items.Select(item => item.Types.IsEmpty ? QueryItem.FromDistinctTypes(shared, item.Tags) : item)]);
    }
}
