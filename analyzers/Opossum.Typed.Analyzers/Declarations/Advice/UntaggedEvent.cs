using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>OPSM1012: an event that carries no tag.</summary>
internal static class UntaggedEvent
{
    public static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UntaggedEvent,
        title: "Event carries no tag",
        messageFormat: "'{0}' carries no tag, so it can be asked for and guarded only all at once; make the id of what it is about a tag "
            + "type",
        RuleCategories.Declaration,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Tags are what an event can be found by, apart from its type. Tags of stored events are never derived anew, so one "
            + "that is added later finds only later events.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UntaggedEvent));

    public static void Look(SymbolAnalysisContext context, INamedTypeSymbol type, EventSpec e)
    {
        if (e.TagKeys.Count == 0) context.ReportDiagnostic(Diagnostic.Create(Rule, type.Locations[0], type.Name));
    }
}
