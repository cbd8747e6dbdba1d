using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a record with <c>[Row]</c>.</summary>
internal static class RowRecordParser
{
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static RowSpec? Parse(GeneratorAttributeSyntaxContext target, CancellationToken cancellation) =>
        Parse((INamedTypeSymbol)target.TargetSymbol, new ParseContext(target.SemanticModel.Compilation, refusals: null, cancellation));

    public static RowSpec? Parse(INamedTypeSymbol type, ParseContext context)
    {
        if (Problem(type) is { } problem)
        {
            context.Refuse(problem, type);
            return null;
        }

        // As in EventParser.
        var declared = Declaration.Parse(type, context);
        if (declared is null && context.Refusals?.Last is not RefusalKind.NotPartial) return null;
        var row = new RowParser(type, isReadModel: false, context);
        return row.TryRead() && declared is { } declaration ? row.ToSpec(declaration, isKeyedByTags: false) : null;
    }

    private static RefusalKind? Problem(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => RefusalKind.Incomplete,
        { TypeKind: TypeKind.Class, BaseType: null or { TypeKind: TypeKind.Error } } => RefusalKind.Incomplete,
        _ when Attributes.Single(type, KnownSymbols.RowAttribute) is null => RefusalKind.Incomplete,
        { IsRecord: false } or { IsAbstract: true } => RefusalKind.RowForm,
        _ when Attributes.Has(type, KnownSymbols.ReadModelAttribute) => RefusalKind.RowForm,
        _ => null,
    };
}
