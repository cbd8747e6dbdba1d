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
        if (!TryReadSnapshot(type, last, size is not null, context, out var snapshot)) return null;
        StateSpec? state = null;
        if (snapshot > 0 && (state = new StateParser(type, context).Parse()) is null) return null;
        return new()
        {
            Declaration = declaration,
            Boundary = boundary.Select(static each => each.Spec).ToEquatableArray(),
            Handlers = handlers,
            Last = last,
            Copy = copy,
            Size = (size ?? []).ToEquatableArray(),
            ComparesByValue = KeptState.ComparesByValue(type),
            Snapshot = snapshot,
            State = state,
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

    /// <summary>Whether only the newest event counts.</summary>
    public static bool IsLast(INamedTypeSymbol type) =>
        Attributes.Single(type, KnownSymbols.DecisionModelAttribute)!.NamedArguments.Any(static argument =>
            argument is { Key: "Last", Value: { Kind: TypedConstantKind.Primitive, Value: true } });

    /// <returns>False when the model can't have the snapshots that it asks for.</returns>
    private static bool TryReadSnapshot(INamedTypeSymbol type, bool last, bool isKept, ParseContext context, out int snapshot)
    {
        snapshot = 0;
        foreach (var argument in Attributes.Single(type, KnownSymbols.DecisionModelAttribute)!.NamedArguments)
            if (argument is { Key: "Snapshot", Value: { Kind: TypedConstantKind.Primitive, Value: int events } }) snapshot = events;
        return snapshot == 0
            || (snapshot < 0 ? context.Refuse(RefusalKind.SnapshotNumber, type)
                : last ? context.Refuse(RefusalKind.SnapshotOfLast, type)
                : isKept || context.Refuse(RefusalKind.NotKept, type, KeptState.NotKept(type)));
    }
}
