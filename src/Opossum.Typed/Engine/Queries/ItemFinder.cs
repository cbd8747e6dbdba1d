using System.Runtime.InteropServices;

namespace Opossum.Typed.Engine.Queries;

/// <summary>
/// Finds which of many query items an event may match, by the event's own terms. Each item is filed under its rarest term among all items:
/// under one of its tags, or, where each of its types is rarer, under every type. So a tag that all items share leads nowhere.
/// </summary>
internal sealed class ItemFinder
{
    private readonly Dictionary<ulong, int> _first = [];        // by term: the last item filed under it, as an index into the chain
    private readonly List<(int Item, int Next)> _chain = [];

    /// <param name="terms">
    /// For each item the terms of its types and of its tags; an event has to have one of the former, if there are any, and all of the
    /// latter.
    /// </param>
    public ItemFinder(ReadOnlySpan<(ulong[] Types, ulong[] Tags)> terms)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var (types, tags) in terms)
        {
            foreach (var term in types) CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
            foreach (var term in tags) CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
        }

        for (var i = 0; i < terms.Length; i++)
        {
            var (types, tags) = terms[i];
            var (rarest, fewest) = (0UL, int.MaxValue);
            foreach (var tag in tags)
                if (counts[tag] < fewest) (rarest, fewest) = (tag, counts[tag]);
            if (tags.Length > 0 && !AreRarer(types, fewest, counts)) File(rarest, i);
            else
                foreach (var type in types) File(type, i);
        }
    }

    /// <summary>The first place in the chain for a term; -1 for none.</summary>
    public int Find(ulong term) => _first.GetValueOrDefault(term, -1);

    /// <summary>The item at a place in the chain, and the next place.</summary>
    public (int Item, int Next) At(int place) => _chain[place];

    private static bool AreRarer(ulong[] types, int than, Dictionary<ulong, int> counts)
    {
        foreach (var type in types)
            if (counts[type] >= than) return false;
        return types.Length > 0;
    }

    private void File(ulong term, int item)
    {
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, term, out var isThere);
        _chain.Add((item, isThere ? first : -1));
        first = _chain.Count - 1;
    }
}
