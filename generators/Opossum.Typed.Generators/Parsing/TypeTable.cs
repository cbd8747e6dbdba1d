using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The types of one event's values, once each, with the names of their helpers.</summary>
internal sealed class TypeTable(Compilation compilation, Refusals? refusals, CancellationToken cancellation)
{
    private readonly List<TypeSpec> _types = [];
    private readonly Dictionary<string, int> _byReference = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> _unfinished = new(SymbolEqualityComparer.Default);
    private readonly NameScope _nouns = new("AnyOrder");

    public TypeSpec this[int index] => _types[index];

    public EquatableArray<TypeSpec> Types => _types.ToEquatableArray();

    public Compilation Compilation => compilation;

    public CancellationToken Cancellation => cancellation;

    public Refusals? Refusals => refusals;

    /// <returns>Null when no codec can be generated for the type or for something inside it.</returns>
    public ValueSpec? Add(ClassifiedMember member)
    {
        cancellation.ThrowIfCancellationRequested();
        return IndexOf(member) is { } index ? new(index, member.IsNullable) : null;
    }

    private int? IndexOf(ClassifiedMember member)
    {
        if (member.Kind == MemberKind.Unsupported) return Refuse(RefusalKind.NoCodec, member.Type);
        if (member.Item is { } item) return Add(MemberClassifier.Classify(item, compilation)) is { } of ? List(member.Kind, of) : null;
        var reference = Declaration.Reference(member.Type);
        if (_byReference.TryGetValue(reference, out var known)) return known;
        if (member.Scalar is null && Declaration.IsForbidden(member.Type)) return Refuse(RefusalKind.Forbidden, member.Type);
        return member.Kind switch
        {
            MemberKind.Enum => Enum((INamedTypeSymbol)member.Type, reference),
            MemberKind.Tag => Tag((INamedTypeSymbol)member.Type, reference),
            MemberKind.Record => Record((INamedTypeSymbol)member.Type, reference),
            _ => Scalar(member.Scalar!.Value, reference),
        };
    }

    private int Scalar(ScalarKind kind, string reference) =>
        Add(new ScalarSpec { Noun = Noun(kind.ToString()), Reference = reference, IsValueType = kind.IsValueType(), Kind = kind });

    private int? Tag(INamedTypeSymbol type, string reference)
    {
        if (TagType.Read(type, compilation, refusals: null, cancellation) is not { } tag) return Refuse(RefusalKind.BadTagType, type);
        return Wrapper(type, reference, tag.Kind, tag.Value, tag.Mark);
    }

    private int Wrapper(INamedTypeSymbol type, string reference, ScalarKind kind, IPropertySymbol value, TagMark? mark) => Add(new WrapperSpec
    {
        Noun = Noun(type.Name),
        Reference = reference,
        IsValueType = true,
        Kind = kind,
        Member = Identifiers.Escape(value.Name),
        Key = mark?.Key,
        MaxLength = mark?.MaxLength ?? 0,
    });

    private int? Enum(INamedTypeSymbol type, string reference)
    {
        if (EnumMembers.Of(type, reference) is not { Count: > 0 } members) return Refuse(RefusalKind.NoCodec, type);
        return Add(new EnumSpec
        {
            Noun = Noun(type.Name),
            Reference = reference,
            IsValueType = true,
            Members = members,
            IsUInt64 = type.EnumUnderlyingType?.SpecialType == SpecialType.System_UInt64,
            Name = type.Name,
        });
    }

    private int? Record(INamedTypeSymbol type, string reference)
    {
        // A record inside itself would need a bound on depth; and a tag type that we don't complete would lose its tag.
        if (TagType.IsTag(type)) return Refuse(RefusalKind.BadTagType, type);
        if (SingleValue.Read(type, compilation, cancellation) is { } value)
            return value.HasFieldName ? Refuse(RefusalKind.NoField, type) : Wrapper(type, reference, value.Kind, value.Property, mark: null);
        if (!_unfinished.Add(type)) return Refuse(RefusalKind.Recursive, type);
        if (BodyParser.Parse(type, this) is not { } body) return null;
        _unfinished.Remove(type);
        return Add(new RecordSpec { Noun = Noun(type.Name), Reference = reference, IsValueType = type.IsValueType, CanBeDerived = !type.IsSealed, Body = body });
    }

    private int List(MemberKind kind, ValueSpec item)
    {
        var type = _types[item.Type];
        var itemReference = type.Reference + (item.IsNullable ? "?" : "");
        var itemNoun = (item.IsNullable ? "Nullable" : "") + type.Noun;
        var (listKind, reference, noun) = kind switch
        {
            MemberKind.Array => (ListKind.Array, itemReference + "[]", itemNoun + "Array"),
            MemberKind.List => (ListKind.List, $"global::System.Collections.Generic.List<{itemReference}>", itemNoun + "List"),
            MemberKind.ReadOnlyList => (ListKind.ReadOnlyList, $"global::System.Collections.Generic.IReadOnlyList<{itemReference}>", "ReadOnly" + itemNoun + "List"),
            _ => (ListKind.ImmutableArray, $"global::System.Collections.Immutable.ImmutableArray<{itemReference}>", "Immutable" + itemNoun + "Array"),
        };
        if (_byReference.TryGetValue(reference, out var known)) return known;
        return Add(new ListSpec
        {
            Noun = Noun(noun),
            Reference = reference,
            IsValueType = listKind == ListKind.ImmutableArray,
            Kind = listKind,
            Item = item,
            ItemReference = itemReference,
            ItemHasTags = type.HasTags,
        });
    }

    private int? Refuse(RefusalKind kind, ITypeSymbol type)
    {
        refusals?.Add(kind, type);
        return null;
    }

    private int Add(TypeSpec type)
    {
        _types.Add(type);
        return _byReference[type.Reference] = _types.Count - 1;
    }

    /// <summary>Unique together with the name that helpers for null have.</summary>
    private string Noun(string wanted) => _nouns.Add(wanted, static noun => [noun, "Nullable" + noun]);
}
