using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>The declarations with an attribute in one compilation, for rules that compare them with each other.</summary>
internal static class AllDeclarations
{
    /// <summary>Reads each declaration when the compiler comes to it, and compares them at the end.</summary>
    /// <param name="context">The rule's own.</param>
    /// <param name="attribute">The full name of the attribute. Without it in the library there is nothing to compare.</param>
    /// <param name="other">Another attribute that is compared with it; null for none.</param>
    /// <param name="read">What a declaration says; null for one that other rules refuse.</param>
    /// <param name="compare">Reports what does not fit together. The order of the declarations is any.</param>
    public static void Compare<T>(
        AnalysisContext context,
        string attribute,
        string? other,
        Func<INamedTypeSymbol, AttributeData, T?> read,
        Action<CompilationAnalysisContext, IReadOnlyCollection<T>> compare)
        where T : class =>
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(attribute) is null) return;
            var all = new ConcurrentBag<T>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    var mark = Attributes.Single(type, attribute) ?? (other is null ? null : Attributes.Single(type, other));
                    if (mark is not null && read(type, mark) is { } declared) all.Add(declared);
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => compare(end, all));
        });
}
