using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a class with <c>[Projection]</c>.</summary>
internal static class ProjectionParser
{
    /// <summary>The method that makes the tables.</summary>
    public const string Create = "Create";

    public static ProjectionSpec? Parse(INamedTypeSymbol type, ParseContext context)
    {
        if (type.TypeKind != TypeKind.Class || Attributes.Single(type, KnownSymbols.ProjectionAttribute) is not { } attribute)
            return Refuse(RefusalKind.Incomplete);
        if (type.IsStatic || type.BaseType is not { SpecialType: SpecialType.System_Object }) return Refuse(RefusalKind.ProjectionForm);

        // As in EventParser.
        var declared = Declaration.Parse(type, context);
        if (declared is null && context.Refusals?.Last is not RefusalKind.NotPartial) return null;
        var isNamed = ReadModelParser.TryReadName(attribute, out var name) || context.Refuse(
            name is null && attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive }]
                ? RefusalKind.Incomplete
                : RefusalKind.ReadModelName,
            type);
        string[] parts = [.. PartsOf(attribute)];
        var areNamed = parts.Distinct(StringComparer.Ordinal).All(ColumnNames.IsValid)
            && parts.Distinct(StringComparer.Ordinal).Count() == parts.Length
            || context.Refuse(RefusalKind.ProjectionPart, type);
        if (SessionOf(type) is not { } session) return Refuse(RefusalKind.NoCreate);
        var handlers = HandlerParser.Parse(type, HandlerForms.OfProjection(session), [], context);
        if (handlers is not { } all || declared is not { } declaration || !isNamed || !areNamed) return null;
        return new()
        {
            Declaration = declaration,
            Name = name!,
            Revision = attribute.NamedArguments.FirstOrDefault(static each => each.Key == "Revision").Value.Value as int? ?? 1,
            Parts = parts.ToEquatableArray(),
            Session = Declaration.Reference(session),
            Handlers = all,
        };

        ProjectionSpec? Refuse(RefusalKind kind)
        {
            context.Refuse(kind, type);
            return null;
        }
    }

    /// <summary>What <c>Create</c> takes; null if there is no such method, or several.</summary>
    public static INamedTypeSymbol? SessionOf(INamedTypeSymbol type) => type.GetMembers(Create).OfType<IMethodSymbol>().ToArray() is
        [{ IsStatic: true, ReturnsVoid: true, IsAsync: false, Arity: 0, Parameters: [{ RefKind: RefKind.None } only] }]
        && only.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: false } session
            ? session
            : null;

    private static IEnumerable<string> PartsOf(AttributeData attribute) => attribute.NamedArguments
        .Where(static each => each.Key == "Parts" && each.Value is { Kind: TypedConstantKind.Array, IsNull: false })
        .SelectMany(static each => each.Value.Values)
        .Select(static each => each.Value as string ?? "");
}
