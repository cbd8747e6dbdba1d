using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>One tag of a model's boundary: a parameter of its constructor.</summary>
internal readonly struct BoundaryTag(IParameterSymbol parameter, BoundarySpec spec)
{
    public IParameterSymbol Parameter => parameter;

    public BoundarySpec Spec => spec;

    public RequiredTag Required => new(parameter, spec.Key);
}

/// <summary>Finds the constructor of a decision model, and in its parameters the boundary.</summary>
internal static class ModelBoundary
{
    /// <returns>Null when the model can't be constructed from tags.</returns>
    public static ImmutableArray<BoundaryTag>? Read(INamedTypeSymbol type, ParseContext context)
    {
        var isOwn = context.IsOwn(type);
        if (!Constructors.TryGetPrimary(type, isOwn, context, out var primary)) return null;

        if ((primary ?? Only(type, context)) is not { } constructor || LeavesRequired(type, constructor))
        {
            context.Refuse(RefusalKind.ModelConstructor, type);
            return null;
        }

        var boundary = ImmutableArray.CreateBuilder<BoundaryTag>(constructor.Parameters.Length);
        foreach (var parameter in constructor.Parameters)
        {
            if (Tag(parameter, type, isOwn, canCapture: primary is not null && !type.IsRecord, context) is { } tag)
                boundary.Add(new(parameter, tag));
        }

        return boundary.Count == constructor.Parameters.Length ? boundary.ToImmutable() : null;
    }

    /// <summary>
    /// The one constructor that there is, but for the one that copies a record, and the one without parameters that every struct has.
    /// </summary>
    private static IMethodSymbol? Only(INamedTypeSymbol type, ParseContext context)
    {
        var constructors = type.InstanceConstructors
            .Where(each => each.Parameters is not [var only] || !SymbolEqualityComparer.Default.Equals(only.Type, type))
            .ToArray();
        if (type.TypeKind == TypeKind.Struct && constructors.Length > 1)
            constructors = [.. constructors.Where(static each => !each.IsImplicitlyDeclared)];
        return constructors is [var single] && context.CanName(single) ? single : null;
    }

    private static bool LeavesRequired(INamedTypeSymbol type, IMethodSymbol constructor) =>
        type.GetMembers().Any(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
        && Attributes.Single(constructor, KnownSymbols.SetsRequiredMembersAttribute) is null;

    private static BoundarySpec? Tag(
        IParameterSymbol parameter, INamedTypeSymbol type, bool isOwn, bool canCapture, ParseContext context)
    {
        if (parameter.Type.TypeKind == TypeKind.Error) return Refuse(RefusalKind.Incomplete);
        if (parameter.RefKind is not (RefKind.None or RefKind.In)
            || Key(parameter, context, out var isTagType, out var value) is not { } key) return Refuse(RefusalKind.BoundaryNotTag);
        var member = MemberOf(parameter, type) ?? (canCapture ? parameter.Name : null);
        if (member is null && isOwn) return Refuse(RefusalKind.BoundaryNotKept);
        return new()
        {
            Parameter = Identifiers.Escape(parameter.Name),
            Type = Declaration.Reference(parameter.Type),
            Member = Identifiers.Escape(member ?? ""),
            Key = key,
            IsTagType = isTagType,
            Enum = value.Enum,
            Inner = value.Inner,
            AllowsDefault = value.AllowsDefault,
        };

        BoundarySpec? Refuse(RefusalKind kind)
        {
            context.Refuse(kind, parameter, type);
            return null;
        }
    }

    /// <summary>The key of the tag that the parameter is, by its type or by an attribute.</summary>
    private static string? Key(IParameterSymbol parameter, ParseContext context, out bool isTagType, out TaggedValue value)
    {
        value = default;
        isTagType = MemberClassifier.IsTagType(parameter.Type);
        if (isTagType) return TagType.Read((INamedTypeSymbol)parameter.Type, context.Silent)?.Mark.Key;
        if (!TagMark.TryRead(parameter, out var mark)
            || mark is not { } given
            || TaggedValue.Read(parameter, given, context) is not { } read) return null;
        value = read;
        return given.Key;
    }

    /// <summary>A property or field of the parameter's name and type.</summary>
    private static string? MemberOf(IParameterSymbol parameter, INamedTypeSymbol type) => type.GetMembers()
        .Where(member => string.Equals(member.Name.TrimStart('_'), parameter.Name.TrimStart('_'), StringComparison.OrdinalIgnoreCase)
            && member is { IsStatic: false, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: false }
            && member switch
            {
                IPropertySymbol { IsIndexer: false, GetMethod: not null } property =>
                    SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type),
                IFieldSymbol field => SymbolEqualityComparer.Default.Equals(field.Type, parameter.Type),
                _ => false,
            })
        .OrderBy(member => member.Name == parameter.Name ? 0 : member is IPropertySymbol ? 1 : 2)
        .FirstOrDefault()?.Name;
}

/// <summary>How a value under a key becomes the text of a tag: as a member of an event does.</summary>
internal readonly record struct TaggedValue(EnumHelperSpec? Enum, string? Inner, bool AllowsDefault)
{
    /// <returns>Null where the value has no one text.</returns>
    public static TaggedValue? Read(IParameterSymbol parameter, TagMark mark, ParseContext context)
    {
        if (parameter.NullableAnnotation == NullableAnnotation.Annotated) return null;
        return MemberClassifier.Classify(parameter.Type, context.Compilation) switch
        {
            { Scalar: { } kind } when kind.CanBeTag() => new(Enum: null, Inner: null, mark.AllowsDefault && kind == ScalarKind.Guid),
            { IsNullable: false, Kind: MemberKind.Enum, Type: INamedTypeSymbol type } =>
                EnumMembers.Helper(type, Declaration.Reference(type), context.Compilation) is { } names
                    ? new(names, Inner: null, AllowsDefault: false)
                    : null,
            { IsNullable: false, Kind: MemberKind.Record, Type: INamedTypeSymbol type } =>
                SingleValue.Read(type, context) is { } value && value.Kind.CanBeTag()
                    ? new(Enum: null, Identifiers.Escape(value.Property.Name), mark.AllowsDefault && value.Kind == ScalarKind.Guid)
                    : null,
            _ => null,
        };
    }
}
