using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>OPSM1004: an event that can be changed after it was made.</summary>
internal static class MutableEvent
{
    public static readonly DiagnosticDescriptor Rule = new(
        RuleIds.MutableEvent,
        title: "Event can be changed",
        messageFormat: "'{0}' can be changed after the event was made; {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An event says what happened, and that does not change. One that is changed between being made and being appended, "
            + "or after it was read, says something else than whoever made or stored it meant.",
        helpLinkUri: RuleIds.PageOf(RuleIds.MutableEvent));

    /// <summary>The property that tells the two fixes apart.</summary>
    internal const string IsCollection = nameof(IsCollection);

    public static void Look(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property is not { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public }
                || property.Locations.FirstOrDefault() is not { IsInSource: true } place) continue;
            if (property.SetMethod is { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public })
                context.ReportDiagnostic(Diagnostic.Create(Rule, place, $"{type.Name}.{property.Name}", "write 'init' in place of 'set'"));

            // No more than a hint: who holds the collection may well leave it alone.
            if (property.SetMethod is not null && ItemOf(property.Type) is { } item)
            {
                var advice = $"use 'IReadOnlyList<{item.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}>'";
                context.ReportDiagnostic(Diagnostic.Create(
                    Rule,
                    place,
                    DiagnosticSeverity.Info,
                    additionalLocations: null,
                    ImmutableDictionary<string, string?>.Empty.Add(IsCollection, ""),
                    $"{type.Name}.{property.Name}",
                    advice));
            }
        }
    }

    /// <summary>Bytes have no other type with a codec, so of them nothing is said.</summary>
    private static ITypeSymbol? ItemOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: not SpecialType.System_Byte } array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var item] } list when MemberClassifier.Is(list, KnownSymbols.List) => item,
        _ => null,
    };
}
