using System.Collections.Immutable;
using Opossum.Typed.Engine.Format;
using static System.Runtime.InteropServices.ImmutableCollectionsMarshal;

namespace Opossum.Typed.Engine.Queries;

/// <summary>One item of a query, as bytes, to compare events with, and as terms, to find them.</summary>
internal sealed class CompiledItem
{
    private readonly QueryItem _source;
    private readonly CompiledTypes _types;
    private readonly ImmutableArray<Tag> _tags;

    private CompiledItem(QueryItem source, CompiledItem? previous, TermHasher hasher)
    {
        (_source, _tags) = (source, source.Tags);
        TagTerms = _tags.IsEmpty ? [] : new ulong[_tags.Length];
        for (var i = 0; i < TagTerms.Length; i++) TagTerms[i] = hasher.OfTag(_tags[i].Utf8);
        _types = source.SharedTypes?.CompiledFor(hasher)
            ?? (previous is not null && previous._source.Types == source.Types ? previous._types : CompiledTypes.Of(source.Types, hasher));
    }

    /// <summary>The item keeps it: a decision may read its models one by one, and guards them together.</summary>
    /// <param name="source">The item.</param>
    /// <param name="previous">The item before it: those of a family share their types.</param>
    /// <param name="hasher">Of the store.</param>
    public static CompiledItem Of(QueryItem source, CompiledItem? previous, TermHasher hasher) =>
        source.Compiled is { } compiled && compiled._types.Hasher == hasher
            ? compiled
            : source.Compiled = new(source, previous, hasher);

    /// <summary>An event has one of them, if there are any.</summary>
    public ulong[] TypeTerms => _types.Terms;

    /// <summary>An event has all of them.</summary>
    public ulong[] TagTerms { get; }

    /// <summary>
    /// With tags, one alternative that the types filter; without, one for each type, so that each has a single chain to walk.
    /// </summary>
    public int AlternativeCount => _tags.IsEmpty ? _types.Names.Length : 1;

    public bool Matches(in EventRecord e)
    {
        if (_types.Names.Length != 0 && !IsOneOf(e.Type)) return false;
        foreach (var tag in _tags)
            if (!e.HasTag(tag.Utf8)) return false;
        return true;
    }

    /// <param name="destination">Has room for them.</param>
    /// <param name="isOneOfMany">
    /// True if there are many items. They may share a tag, whose chain must not be walked for each: then a single type is a term as the
    /// tags are, and may be the rarest.
    /// </param>
    /// <returns>What is left of the destination.</returns>
    public Span<Alternative> WriteAlternatives(Span<Alternative> destination, bool isOneOfMany)
    {
        if (!_tags.IsEmpty)
        {
            destination[0] = isOneOfMany && TypeTerms.Length == 1
                ? new([.. TagTerms, TypeTerms[0]], [])
                : new(AsImmutableArray(TagTerms), AsImmutableArray(TypeTerms));
            return destination[1..];
        }

        for (var i = 0; i < TypeTerms.Length; i++) destination[i] = new([TypeTerms[i]], []);
        return destination[TypeTerms.Length..];
    }

    /// <summary>True if two items ask for the same in the same order.</summary>
    public static bool AreSame(QueryItem one, QueryItem other) =>
        one.Types.AsSpan().SequenceEqual(other.Types.AsSpan()) && one.Tags.AsSpan().SequenceEqual(other.Tags.AsSpan());

    private bool IsOneOf(ReadOnlySpan<byte> type)
    {
        foreach (var candidate in _types.Names)
            if (type.SequenceEqual(candidate)) return true;
        return false;
    }
}
