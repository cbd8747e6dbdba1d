using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>OPSM1014: a second <c>[EventModel]</c> in one assembly.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecondModelAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.SecondModel,
        title: "Assembly has two event models",
        messageFormat: "'{0}' is a second event model beside '{1}', with the same events; an assembly has one, so remove one or move it "
            + "to an assembly of its own",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An event model holds all events of its assembly. A second one would hold the same, whatever its name promises.",
        helpLinkUri: RuleIds.PageOf(RuleIds.SecondModel),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.EventModelAttribute) is null) return;
            var models = new ConcurrentBag<INamedTypeSymbol>();
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, models), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, models));
        });
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<INamedTypeSymbol> models)
    {
        if (Attributes.Single(type, KnownSymbols.EventModelAttribute) is not null) models.Add(type);
    }

    private static void Report(CompilationAnalysisContext context, ConcurrentBag<INamedTypeSymbol> models)
    {
        var ordered = models.OrderBy(static model => Declaration.ReadableName(model), StringComparer.Ordinal).ToArray();
        foreach (var second in ordered.Skip(1))
            context.ReportDiagnostic(Diagnostic.Create(Rule, second.Locations[0], second.Name, Declaration.ReadableName(ordered[0])));
    }
}
