using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Decisions;

/// <summary>
/// OPSM3010, 3012, 3015, 3016, 3017, 3020, 3032 and 3038, and OPSM1001, 1002 and 1018 of decision models, deciders and consumers: why one
/// has no generated code. It runs the generator's own parsers.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DecisionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DeclarationRules.OldLanguage, DeclarationRules.NotPartial, DeclarationRules.NotGeneratable,
        DecisionRules.NoBoundaryTag, DecisionRules.UnboundBoundary, DecisionRules.BadHandler,
        DecisionRules.BadModel, DecisionRules.BadDecider, DecisionRules.BadConsumer,
        DecisionRules.UnusedOrder, DecisionRules.BadSnapshot,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.DecisionModelAttribute) is null) return;
            start.RegisterSymbolAction(Explain, SymbolKind.NamedType);
            start.RegisterOperationAction(ReportLocal, OperationKind.LocalFunction, OperationKind.AnonymousFunction);
        });
    }

    private static void Explain(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (Attributes.Has(type, KnownSymbols.DecisionModelAttribute))
        {
            var refusals = new Refusals();
            if (DecisionModelParser.Parse(type, new(context.Compilation, refusals, context.CancellationToken)) is null)
                Report(context, type, refusals);
        }

        if (Attributes.Has(type, KnownSymbols.ConsumerAttribute))
        {
            var refusals = new Refusals();
            if (ConsumerParser.Parse(type, new(context.Compilation, refusals, context.CancellationToken)) is null)
                Report(context, type, refusals);
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (!DeciderParser.IsDecider(method)) continue;
            var refusals = new Refusals();
            if (DeciderParser.Parse(method, new(context.Compilation, refusals, context.CancellationToken)) is null)
                Report(context, type, refusals);
        }
    }

    /// <summary>The attribute may stand on a function inside a method, which the generator never sees.</summary>
    private static void ReportLocal(OperationAnalysisContext context)
    {
        var function = context.Operation is ILocalFunctionOperation local
            ? local.Symbol
            : ((IAnonymousFunctionOperation)context.Operation).Symbol;
        if (!DeciderParser.IsDecider(function)) return;
        const string Why = "it is a function inside a method, and a decider is a method of a command; move it there";
        context.ReportDiagnostic(
            Diagnostic.Create(
                DecisionRules.BadDecider, function.Locations[0], function.Name.Length == 0 ? "The lambda" : function.Name, Why));
    }

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, Refusals refusals)
    {
        // Never silent, as in DeclarationAnalyzer.
        if (refusals.All.Count == 0)
            context.ReportDiagnostic(
                Diagnostic.Create(DeclarationRules.NotGeneratable, type.Locations[0], type.Name, RefusalText.Unexplained));
        foreach (var refusal in refusals.All)
        {
            if (DecisionText.Of(type, refusal) is { } text)
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        text.Rule,
                        RefusalPlace.Of(type, refusal, context.CancellationToken),
                        RefusalFix.Properties(refusal),
                        text.Arguments));
        }
    }
}
