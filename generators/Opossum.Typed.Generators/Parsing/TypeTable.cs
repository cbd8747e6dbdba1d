using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The types of one event's values, once each, with the names of their helpers.</summary>
/// <param name="context">The parse of the event.</param>
/// <param name="tagged">The types that hold themselves and are known to give tags.</param>
internal sealed partial class TypeTable(ParseContext context, HashSet<string> tagged)
{
    private readonly List<TypeSpec> _types = [];
    private readonly Dictionary<string, int> _byReference = new(StringComparer.Ordinal);
    private readonly Dictionary<int, INamedTypeSymbol> _records = [];
    private readonly HashSet<ISymbol> _refused = new(SymbolEqualityComparer.Default);
    private readonly NameScope _nouns = new("AnyOrder");

    /// <summary>Whether <c>[Personal]</c> counts: in events, and not in states and rows, which are no part of the log.</summary>
    public bool SealsPersonal { get; init; }

    /// <summary>Which tag of the event each query method asks for.</summary>
    public QueryNames Queries { get; } = new();

    public TypeSpec this[int index] => _types[index];

    /// <summary>The records among them that are no tuples, by their place.</summary>
    public IReadOnlyDictionary<int, INamedTypeSymbol> Records => _records;

    public EquatableArray<TypeSpec> Types => _types.ToEquatableArray();

    /// <returns>Null when no codec can be generated for the type or for something inside it.</returns>
    public ValueSpec? Add(ClassifiedMember member)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        return IndexOf(member) is { } index ? new(index, member.IsNullable) : null;
    }

    /// <summary>The same for a value that something else than generated code writes and reads.</summary>
    public ValueSpec? Add(ClassifiedMember member, ConverterMark? mark)
    {
        if (mark is null) return Add(member);
        if (member.Kind == MemberKind.Tag)
        {
            Refuse(RefusalKind.ConvertedTag, member.Type);
            return null;
        }

        return new(Converted(member.Type, mark.Value), member.IsNullable);
    }

    private int? IndexOf(ClassifiedMember member)
    {
        if (member.Kind != MemberKind.Tag)
        {
            if (!ConverterMark.TryRead(member.Type, context, out var mark)) return null;
            if (mark is { } by) return Converted(member.Type, by);
        }

        if (member.Kind == MemberKind.Unsupported) return Refuse(RefusalKind.NoCodec, member.Type);
        if (member.Scalar is null && context.IsBehindAlias(member.Type)) return Refuse(RefusalKind.BehindAlias, member.Type);
        if (member.Kind == MemberKind.Map) return Map(member);
        if (member.Kind == MemberKind.List) return List(member);
        if (member.Kind == MemberKind.Tuple) return Tuple((INamedTypeSymbol)member.Type);
        var reference = Declaration.Reference(member.Type);
        if (_byReference.TryGetValue(reference, out var known)) return known;
        if (member.Scalar is null && Declaration.IsForbidden(member.Type)) return Refuse(RefusalKind.Forbidden, member.Type);
        return member.Kind switch
        {
            MemberKind.Enum => Enum((INamedTypeSymbol)member.Type, reference),
            MemberKind.Tag => Tag((INamedTypeSymbol)member.Type, reference),
            MemberKind.Cases => Cases((INamedTypeSymbol)member.Type, reference),
            MemberKind.Record => Record((INamedTypeSymbol)member.Type, reference),
            _ => Scalar(member.Scalar!.Value, reference),
        };
    }

    private int Scalar(ScalarKind kind, string reference) =>
        Add(new ScalarSpec { Noun = Noun(kind.ToString()), Reference = reference, IsValueType = kind.IsValueType(), Kind = kind });

    private int? Tag(INamedTypeSymbol type, string reference)
    {
        if (TagType.Read(type, context.Silent) is not { } tag) return Refuse(RefusalKind.BadTagType, type);
        return Wrapper(type, reference, tag.Kind, tag.Value, isSetAgain: false, tag.Mark);
    }

    private int Wrapper(
        INamedTypeSymbol type, string reference, ScalarKind kind, IPropertySymbol value, bool isSetAgain, TagMark? mark) =>
        Add(new WrapperSpec
    {
        Noun = Noun(type.Name),
        Reference = reference,
        IsValueType = true,
        Kind = kind,
        Member = Identifiers.Escape(value.Name),
        Create = SingleValue.Maker(type, reference, value, isSetAgain, context),
        IsSetAgain = isSetAgain,
        Key = mark?.Key,
        Aliases = mark?.Aliases ?? EquatableArray<string>.Empty,
        MaxLength = mark?.MaxLength ?? 0,
    });

    private int? Enum(INamedTypeSymbol type, string reference)
    {
        if (EnumMembers.Helper(type, reference, context.Compilation) is not { } helper) return Refuse(RefusalKind.NoCodec, type);
        return Add(new EnumSpec
        {
            Noun = EnumNoun(type.Name),
            Reference = reference,
            IsValueType = true,
            Helper = helper,
        });
    }

    private int? Record(INamedTypeSymbol type, string reference)
    {
        // A tag type that we don't complete would lose its tag.
        if (TagType.IsTag(type)) return Refuse(RefusalKind.BadTagType, type);
        if (SingleValue.Read(type, context) is { } value)
            return value.HasFieldName ? Refuse(RefusalKind.NoField, type)
                : SealsPersonal && PersonalMark.IsOn(value.Property, type) ? Refuse(RefusalKind.PersonalValue, type)
                : Wrapper(type, reference, value.Kind, value.Property, value.IsSetAgain, mark: null);
        if (type.IsGenericType) return Refuse(RefusalKind.NoCodec, type);
        return Body(type, reference, reference);
    }

    private int? Body(INamedTypeSymbol type, string reference, string key)
    {
        // Why it is refused has been said, at the first member that holds it.
        if (_refused.Contains(type)) return null;
        if (PlaceOfOpen(key, type.Name, reference, type.IsValueType) is { } place) return place;
        Begin(key);
        if (new BodyParser(type, this, context).Parse() is not { } body) return Abandon(key, type);
        var index = Complete(key, type.Name, noun => new RecordSpec
        {
            Noun = noun,
            Reference = reference,
            IsValueType = type.IsValueType,
            CanBeDerived = !type.IsSealed,
            Body = body,
            Mask = PrintedMembers.OfNested(type, body, context),
        });
        _records[index] = type;
        return _unchecked.Any(each => each.Type == index && HasField(index, each.Discriminator))
            ? Refuse(RefusalKind.DiscriminatorIsField, type)
            : index;
    }

    /// <summary>A value that a converter, or a context of the user, writes and reads.</summary>
    private int Converted(ITypeSymbol type, ConverterMark mark)
    {
        var reference = Declaration.Reference(type);
        var key = $"{reference} by {mark.Reference}";
        return _byReference.TryGetValue(key, out var known) ? known : Add(
            new ConvertedSpec
            {
                Noun = Noun(mark.Name),
                Reference = reference,
                IsValueType = type.IsValueType,
                By = mark.Reference,
                IsContext = mark.IsContext,
            }, key);
    }

    private int? Refuse(RefusalKind kind, ITypeSymbol type)
    {
        context.Refuse(kind, type);
        return null;
    }

    private int Add(TypeSpec type) => Add(type, type.Reference);

    private int Add(TypeSpec type, string key)
    {
        _types.Add(type);
        return _byReference[key] = _types.Count - 1;
    }

    /// <summary>Unique together with the name that helpers for null have.</summary>
    private string Noun(string wanted) => _nouns.Add(wanted, static noun => [noun, "Nullable" + noun]);

    /// <summary>Unique together with the names that helpers for null have, and for the keys of a dictionary.</summary>
    private string EnumNoun(string wanted) => _nouns.Add(wanted, static noun => [noun, "Nullable" + noun, noun + "Key"]);
}
