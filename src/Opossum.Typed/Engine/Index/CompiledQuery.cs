using System.Collections.Immutable;
using System.Text;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Index;

/// <summary>A query made ready for one store: hashed for the index, and as bytes for the exact comparison that has the last word.</summary>
internal sealed class CompiledQuery
{
    private readonly Item[] _items;

    public CompiledQuery(Query query, ulong seed)
    {
        IsAll = query.IsAll;
        _items = [.. query.Items.Select(static item => new Item(item))];
        Alternatives = [.. _items.SelectMany(item => item.Alternatives(seed))];
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

    private sealed class Item(QueryItem source)
    {
        private readonly byte[][] _types = [.. source.Types.Select(static type => Encoding.UTF8.GetBytes(type))];
        private readonly ImmutableArray<Tag> _tags = source.Tags;

        public bool Matches(in EventRecord e)
        {
            if (_types.Length != 0 && !IsOneOf(e.Type)) return false;
            foreach (var tag in _tags)
                if (!TagList.Contains(e.Tags, tag.Utf8)) return false;
            return true;
        }

        /// <summary>With tags, one alternative that the types filter; without, one for each type, so that each has a single chain to walk.</summary>
        public IEnumerable<Alternative> Alternatives(ulong seed)
        {
            ImmutableArray<ulong> types = [.. _types.Select(type => Term.OfType(type, seed))];
            return _tags.IsEmpty
                ? types.Select(static type => new Alternative([type], []))
                : [new Alternative([.. _tags.Select(tag => Term.OfTag(tag.Utf8, seed))], types)];
        }

        private bool IsOneOf(ReadOnlySpan<byte> type)
        {
            foreach (var candidate in _types)
                if (type.SequenceEqual(candidate)) return true;
            return false;
        }
    }
}

/// <summary>Events that have all of some terms and, where there are any, one of some types.</summary>
internal readonly record struct Alternative(ImmutableArray<ulong> All, ImmutableArray<ulong> AnyType);
