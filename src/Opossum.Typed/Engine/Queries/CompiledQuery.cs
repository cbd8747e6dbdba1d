using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.Queries;

/// <summary>A query made ready for one store: hashed for the index, and as bytes for the exact comparison that has the last word.</summary>
internal sealed class CompiledQuery
{
    /// <summary>Of more, an event is compared with those alone that it shares a term with.</summary>
    private const int MostCompared = 16;

    private readonly CompiledItem[] _items;
    private readonly ItemFinder? _finder;           // of many items
    private readonly TermHasher _hasher;
    private readonly Query _source;
    private string[]? _tagKeys;

    private CompiledQuery(Query query, TermHasher hasher)
    {
        (_hasher, _source) = (hasher, query);
        // Loops, not LINQ: every conditional append comes through here.
        IsAll = query.IsAll;
        var items = query.Items.Length > MostCompared ? WithoutRepeated(query.Items) : query.Items.AsSpan();
        _items = new CompiledItem[items.Length];
        var alternatives = 0;
        for (var i = 0; i < _items.Length; i++)
        {
            _items[i] = CompiledItem.Of(items[i], i == 0 ? null : _items[i - 1], hasher);
            alternatives += _items[i].AlternativeCount;
        }

        var compiled = new Alternative[alternatives];
        var rest = compiled.AsSpan();
        var isMany = compiled.Length > MostCompared;
        foreach (var item in _items) rest = item.WriteAlternatives(rest, isMany);
        Alternatives = Alternative.WithoutCovered(compiled);
        if (_items.Length > MostCompared) _finder = new(Array.ConvertAll(_items, static item => (item.TypeTerms, item.TagTerms)));
    }

    /// <summary>The query keeps it: what a decision reads, it guards right after.</summary>
    public static CompiledQuery Of(Query query, TermHasher hasher)
    {
        if (query.Compiled is { } compiled && compiled._hasher == hasher) return compiled;
        return query.Compiled = new(query, hasher);
    }

    public bool IsAll { get; }

    /// <summary>What the index can answer one by one; together they cover the query.</summary>
    public ImmutableArray<Alternative> Alternatives { get; }

    /// <summary>The keys of the tags that it names; made when a store with added tags asks first.</summary>
    public ReadOnlySpan<string> TagKeys => _tagKeys ??= KeysOf(_source);

    /// <summary>Whether an event matches, exactly.</summary>
    public bool Matches(in EventRecord e)
    {
        if (IsAll) return true;
        if (_finder is not null) return MatchesOneOfMany(_finder, e);
        foreach (var item in _items)
            if (item.Matches(e)) return true;
        return false;
    }

    private bool MatchesOneOfMany(ItemFinder finder, in EventRecord e)
    {
        if (IsFiledUnder(finder, _hasher.OfType(e.Type), e)) return true;
        foreach (var tag in new TagList(e.Tags))
            if (IsFiledUnder(finder, _hasher.OfTag(tag), e)) return true;
        foreach (var tag in new TagList(e.AddedTags))
            if (IsFiledUnder(finder, _hasher.OfTag(tag), e)) return true;
        return false;
    }

    private bool IsFiledUnder(ItemFinder finder, ulong term, in EventRecord e)
    {
        for (var place = finder.Find(term); place >= 0;)
        {
            (var item, place) = finder.At(place);
            if (_items[item].Matches(e)) return true;
        }

        return false;
    }

    private static string[] KeysOf(Query query)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in query.Items)
            foreach (var tag in item.Tags) keys.Add(Tag.KeyOf(tag.Utf8));
        return [.. keys];
    }

    /// <summary>Many equal items would all be filed under one term.</summary>
    private static ReadOnlySpan<QueryItem> WithoutRepeated(ImmutableArray<QueryItem> items)
    {
        var comparer = EqualityComparer<QueryItem>.Create(static (one, other) => CompiledItem.AreSame(one!, other!), HashOf);
        var seen = new HashSet<QueryItem>(items.Length, comparer);
        var kept = new List<QueryItem>(items.Length);
        foreach (var item in items)
            if (seen.Add(item)) kept.Add(item);
        return CollectionsMarshal.AsSpan(kept);

        static int HashOf(QueryItem item)
        {
            var hash = new HashCode();
            foreach (var tag in item.Tags) hash.Add(tag);
            hash.Add(item.Types.Length);
            if (item.Types.Length > 0) hash.Add(item.Types[^1], StringComparer.Ordinal);
            return hash.ToHashCode();
        }
    }
}
