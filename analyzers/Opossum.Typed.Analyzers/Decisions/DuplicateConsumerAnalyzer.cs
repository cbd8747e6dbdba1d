using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Decisions;

/// <summary>OPSM3021: two consumers of one name, which would share one progress.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateConsumerAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.DuplicateConsumer,
        title: "Consumer name is used twice",
        messageFormat: "'{0}' has the name '{1}' of the consumer '{2}', and progress is kept under the name; give it another",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The progress of a consumer is kept under its name. Of two consumers with one name in one store, the second one that "
            + "is started is refused; started after the other, it would go on where that one was.",
        helpLinkUri: RuleIds.PageOf(RuleIds.DuplicateConsumer),
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
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.ConsumerAttribute) is null) return;
            var consumers = new ConcurrentBag<(string Name, INamedTypeSymbol Type)>();
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, consumers), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, consumers));
        });
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<(string Name, INamedTypeSymbol Type)> consumers)
    {
        if (Attributes.Single(type, KnownSymbols.ConsumerAttribute) is { } attribute
            && ConsumerParser.TryReadName(attribute, out var name)) consumers.Add((name!, type));
    }

    private static void Report(CompilationAnalysisContext context, ConcurrentBag<(string Name, INamedTypeSymbol Type)> consumers)
    {
        foreach (var same in consumers.GroupBy(static each => each.Name, StringComparer.Ordinal))
        {
            INamedTypeSymbol[] types = [.. same.Select(static each => each.Type)
                .OrderBy(static type => type.ToDisplayString(), StringComparer.Ordinal)];
            foreach (var type in types.Skip(1))
                context.ReportDiagnostic(Diagnostic.Create(Rule, type.Locations[0], type.Name, same.Key, types[0].Name));
        }
    }
}
