using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What the columns of one record hold: scalars, names of enums, and JSON for all else that an event's member can be.</summary>
internal sealed class ColumnValues(ParseContext context)
{
    private readonly TypeTable _types = new(context, []);
    private readonly NameScope _enums = new();
    private readonly Dictionary<string, string> _enumNouns = new(StringComparer.Ordinal);

    /// <summary>The types of JSON columns.</summary>
    public EquatableArray<TypeSpec> Types => _types.Types;

    public bool IsRecursive => _types.IsRecursive;

    /// <returns>Null when it can't be stored.</returns>
    public ColumnValueSpec? Read(ClassifiedMember member, ConverterMark? converter)
    {
        if (converter is not null) return Json(member, converter);
        if (member.Kind != MemberKind.Tag)
        {
            if (!ConverterMark.TryRead(member.Type, context, out var mark)) return null;
            if (mark is not null) return Json(member, converter: null);
        }

        if (member.Scalar is { } kind)
            return kind.ColumnForm() is null ? Json(member, converter: null) : Value(member) with { Kind = kind };
        return member.Type is INamedTypeSymbol type && CanBeScalar(member)
            ? member.Kind switch
            {
                MemberKind.Enum => Enum(member, type),
                MemberKind.Tag => Tag(member, type),
                _ => Single(member, type) ?? Json(member, converter: null),
            }
            : Json(member, converter: null);
    }

    /// <summary>The others, and those that generated code can't name, are for the codecs to take or to refuse.</summary>
    private bool CanBeScalar(ClassifiedMember member) => member.Kind is MemberKind.Enum or MemberKind.Tag or MemberKind.Record
        && !context.IsBehindAlias(member.Type)
        && !Declaration.IsForbidden(member.Type);

    private ColumnValueSpec? Enum(ClassifiedMember member, INamedTypeSymbol type)
    {
        var value = Value(member);
        if (EnumMembers.Helper(type, value.Reference, context.Compilation) is not { } helper) return Json(member, converter: null);
        if (!_enumNouns.TryGetValue(value.Reference, out var noun)) _enumNouns[value.Reference] = noun = _enums.Add(type.Name);
        return value with { Enum = helper, EnumNoun = noun };
    }

    private ColumnValueSpec? Tag(ClassifiedMember member, INamedTypeSymbol type) => TagType.Read(type, context.Silent) is { } tag
        ? OfOne(member, type, tag.Kind, tag.Value, isSetAgain: false)
        : Json(member, converter: null);

    /// <summary>
    /// A struct of one value, as that value; but not of one that would have to be brought into the form in which it comes back.
    /// </summary>
    private ColumnValueSpec? Single(ClassifiedMember member, INamedTypeSymbol type) =>
        !TagType.IsTag(type)
        && SingleValue.Read(type, context) is { HasFieldName: false } single
        && single.Kind.ColumnForm() is { } form
        && !form.IsNormalized()
            ? OfOne(member, type, single.Kind, single.Property, single.IsSetAgain)
            : null;

    private ColumnValueSpec OfOne(
        ClassifiedMember member, INamedTypeSymbol type, ScalarKind kind, IPropertySymbol property, bool isSetAgain)
    {
        var value = Value(member);
        return value with
        {
            Kind = kind,
            Inner = Identifiers.Escape(property.Name),
            Create = SingleValue.Maker(type, value.Reference, property, isSetAgain, context),
        };
    }

    private ColumnValueSpec? Json(ClassifiedMember member, ConverterMark? converter)
    {
        if (_types.Add(member, converter) is not { } value) return null;
        if (new NestingDepth(_types.Types).Of(value) <= NestingDepth.Max) return Value(member) with { Json = value.Type };
        context.Refuse(RefusalKind.TooDeep, member.Type);
        return null;
    }

    private static ColumnValueSpec Value(ClassifiedMember member) =>
        new() { Reference = Declaration.Reference(member.Type), IsValueType = member.Type.IsValueType };
}
