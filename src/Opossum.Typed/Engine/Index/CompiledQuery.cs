using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Index;

/// <summary>A query made ready for one store: hashed for the index, and as bytes for the exact comparison that has the last word.</summary>
internal sealed class CompiledQuery
{
    private readonly Item[] _items;
    private readonly TermHasher _hasher;

    private CompiledQuery(Query query, TermHasher hasher)
    {
        _hasher = hasher;
        // Loops, not LINQ: every conditional append comes through here.
        IsAll = query.IsAll;
        _items = new Item[query.Items.Length];
        var alternatives = 0;
        for (var i = 0; i < _items.Length; i++) alternatives += (_items[i] = new(query.Items[i])).AlternativeCount;
        var compiled = new Alternative[alternatives];
        var rest = compiled.AsSpan();
        foreach (var item in _items) rest = item.WriteAlternatives(rest, hasher);
        Alternatives = Alternative.WithoutCovered(compiled);
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

    /// <summary>Whether an event matches, exactly.</summary>
    public bool Matches(in EventRecord e)
    {
        if (IsAll) return true;
        foreach (var item in _items)
            if (item.Matches(e)) return true;
        return false;
    }

    private sealed class Item
    {
        private readonly byte[][] _types;
        private readonly ImmutableArray<Tag> _tags;

        public Item(QueryItem source)
        {
            _tags = source.Tags;
            _types = source.Types.IsEmpty ? [] : new byte[source.Types.Length][];
            for (var i = 0; i < _types.Length; i++) _types[i] = Encoding.UTF8.GetBytes(source.Types[i]);
        }

        /// <summary>With tags, one alternative that the types filter; without, one for each type, so that each has a single chain to walk.</summary>
        public int AlternativeCount => _tags.IsEmpty ? _types.Length : 1;

        public bool Matches(in EventRecord e)
        {
            if (_types.Length != 0 && !IsOneOf(e.Type)) return false;
            foreach (var tag in _tags)
                if (!TagList.Contains(e.Tags, tag.Utf8)) return false;
            return true;
        }

        /// <returns>What is left of the destination.</returns>
        public Span<Alternative> WriteAlternatives(Span<Alternative> destination, TermHasher hasher)
        {
            if (_tags.IsEmpty)
            {
                for (var i = 0; i < _types.Length; i++) destination[i] = new([hasher.OfType(_types[i])], []);
                return destination[_types.Length..];
            }

            var (tags, types) = (new ulong[_tags.Length], _types.Length == 0 ? [] : new ulong[_types.Length]);
            for (var i = 0; i < tags.Length; i++) tags[i] = hasher.OfTag(_tags[i].Utf8);
            for (var i = 0; i < types.Length; i++) types[i] = hasher.OfType(_types[i]);
            destination[0] = new(ImmutableCollectionsMarshal.AsImmutableArray(tags), ImmutableCollectionsMarshal.AsImmutableArray(types));
            return destination[1..];
        }

        private bool IsOneOf(ReadOnlySpan<byte> type)
        {
            foreach (var candidate in _types)
                if (type.SequenceEqual(candidate)) return true;
            return false;
        }
    }
}
