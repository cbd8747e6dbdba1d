using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>OPSM5003: a member whose type says less than its name promises: <c>DateTime</c>, and money in binary fractions.</summary>
internal static class LooseType
{
    private static readonly string[] Money = ["Amount", "Balance", "Cost", "Fee", "Payment", "Price", "Refund", "Salary", "Subtotal"];

    public static readonly DiagnosticDescriptor Rule = new(
        RuleIds.LooseType,
        title: "Type says less than it should",
        messageFormat: "'{0}' is a '{1}', {2}",
        RuleCategories.Determinism,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A DateTime of local time is read as another time on another machine, and float and double can't hold most amounts "
            + "exactly. What is stored so stays so.",
        helpLinkUri: RuleIds.PageOf(RuleIds.LooseType));

    public static void Look(SymbolAnalysisContext context, INamedTypeSymbol type, EventSpec e)
    {
        if (!e.Types.Any(static each => each is ScalarSpec { Kind: ScalarKind.DateTime or ScalarKind.Single or ScalarKind.Double })) return;
        if (StoredMembers.Read(type, new(context.Compilation, refusals: null, context.CancellationToken)) is not { } members) return;
        foreach (var property in members.Select(static member => member.Property))
        {
            var bare = property.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
                ? nullable.TypeArguments[0]
                : property.Type;
            if (Problem(bare, property.Name) is { } problem && property.Locations.FirstOrDefault() is { IsInSource: true } place)
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        Rule,
                        place,
                        $"{type.Name}.{property.Name}",
                        bare.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                        problem));
        }
    }

    private static string? Problem(ITypeSymbol type, string name) => type.SpecialType switch
    {
        SpecialType.System_DateTime => "whose local times mean another moment on another machine; use 'DateTimeOffset'",
        SpecialType.System_Single or SpecialType.System_Double when Money.Any(word => name.EndsWith(word, StringComparison.Ordinal)) =>
            "which can't hold most amounts of money exactly; use 'decimal'",
        _ => null,
    };
}
