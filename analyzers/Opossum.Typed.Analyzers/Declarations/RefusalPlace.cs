using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>
/// Where a refusal is reported: always inside the declaration that gets no code, at the member that is to blame where there is one. Editors
/// offer no fix for what an analyzer reports elsewhere.
/// </summary>
internal static class RefusalPlace
{
    public static Location Of(INamedTypeSymbol type, Refusal refusal, CancellationToken cancellation)
    {
        if (refusal.Kind == RefusalKind.NotPartial && PartThatIsNot(type, cancellation) is { } part) return part;
        var member = refusal.Path.IsEmpty ? refusal.Subject : refusal.Path[0];
        var inside = IsInside(member, type) ? member : type;
        return Written(inside, cancellation) ?? Written(type, cancellation) ?? InSource(inside) ?? InSource(type) ?? Location.None;
    }

    private static Location? PartThatIsNot(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancellation))
        .OfType<BaseTypeDeclarationSyntax>()
        .FirstOrDefault(static part => !part.Modifiers.Any(SyntaxKind.PartialKeyword))?
        .Identifier.GetLocation();

    private static bool IsInside(ISymbol? symbol, INamedTypeSymbol type)
    {
        while (symbol is not (null or INamedTypeSymbol)) symbol = symbol.ContainingSymbol;
        return SymbolEqualityComparer.Default.Equals(symbol, type);
    }

    /// <summary>
    /// What another generator added is reported at the part that the user wrote: the compiler drops what is reported in generated files.
    /// </summary>
    private static Location? Written(ISymbol symbol, CancellationToken cancellation) => symbol.Locations.FirstOrDefault(location =>
        location.SourceTree is { } tree && !GeneratedFile.Is(tree, cancellation));

    private static Location? InSource(ISymbol symbol) => symbol.Locations.FirstOrDefault(static location => location.IsInSource);
}
