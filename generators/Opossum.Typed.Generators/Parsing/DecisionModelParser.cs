using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a type with <c>[DecisionModel]</c>.</summary>
internal static class DecisionModelParser
{
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static DecisionModelSpec? Parse(GeneratorAttributeSyntaxContext target, CancellationToken cancellation) =>
        Parse((INamedTypeSymbol)target.TargetSymbol, new ParseContext(target.SemanticModel.Compilation, refusals: null, cancellation));

    public static DecisionModelSpec? Parse(INamedTypeSymbol type, ParseContext context)
    {
        if (Problem(type) is { } problem)
        {
            context.Refuse(problem, type, type.BaseType);
            return null;
        }

        // As in EventParser.
        var declared = Declaration.Parse(type, context);
        if (declared is null && context.Refusals?.Last is not RefusalKind.NotPartial) return null;
        var read = ModelBoundary.Read(type, context);
        var parsed = HandlerParser.Parse(type, HandlerForms.OfModel, [.. (read ?? []).Select(static each => each.Required)], context);
        if (declared is not { } declaration || read is not { } boundary || parsed is not { } handlers) return null;
        var (copy, last) = (Isolation.Of(type), IsLast(type));
        var size = copy == CopyForm.None || last ? null : KeptState.SizeOf(type);
        return new()
        {
            Declaration = declaration,
            Boundary = boundary.Select(static each => each.Spec).ToEquatableArray(),
            Handlers = handlers,
            Last = last,
            Copy = copy,
            Size = (size ?? []).ToEquatableArray(),
            ComparesByValue = KeptState.ComparesByValue(type),
            EmitsFor = type.Name != "For" && type.GetMembers("For").IsEmpty,
        };
    }

    private static RefusalKind? Problem(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => RefusalKind.Incomplete,
        { IsStatic: true } or { IsAbstract: true } or { IsRefLikeType: true } => RefusalKind.ModelForm,
        { TypeKind: TypeKind.Class, BaseType: null or { TypeKind: TypeKind.Error } } => RefusalKind.Incomplete,
        { TypeKind: TypeKind.Class, BaseType.SpecialType: not SpecialType.System_Object } => RefusalKind.ModelForm,
        _ when Attributes.Single(type, KnownSymbols.DecisionModelAttribute) is null => RefusalKind.Incomplete,
        _ => null,
    };

    private static bool IsLast(INamedTypeSymbol type) =>
        Attributes.Single(type, KnownSymbols.DecisionModelAttribute)!.NamedArguments.Any(static argument =>
            argument is { Key: "Last", Value: { Kind: TypedConstantKind.Primitive, Value: true } });
}
