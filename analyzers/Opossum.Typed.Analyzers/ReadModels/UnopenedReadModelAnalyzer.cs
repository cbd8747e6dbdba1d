using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Internals;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.ReadModels;

/// <summary>
/// OPSM3036: a read model of a program that opens no read models. A library's may be opened by any program that references it, so only
/// programs are looked at.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnopenedReadModelAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnopenedReadModel,
        title: "Read model is never opened",
        messageFormat: "This program never opens '{0}', so no event is folded into it; give the generated 'ReadModels' of your "
            + "[EventModel] class to InMemoryReadModels.OpenAsync, SqliteReadModels.OpenAsync or AddReadModels, or remove the read model",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Rows are made by the set of read models that a program opens on its store. A declaration alone makes none.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnopenedReadModel),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.Options.OutputKind
                is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication)) return;
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.ReadModelAttribute) is null) return;
            if (TestProject.Is(start.Compilation, start.Options.AnalyzerConfigOptionsProvider)) return;
            var (declared, used) = (new ConcurrentBag<INamedTypeSymbol>(), new Uses());
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (Attributes.Has(type, KnownSymbols.ReadModelAttribute)) declared.Add(type);
                },
                SymbolKind.NamedType);
            start.RegisterOperationAction(used.Look, OperationKind.PropertyReference, OperationKind.Invocation);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var model in declared)
                    if (!used.Has(model)) end.ReportDiagnostic(Diagnostic.Create(Rule, model.Locations[0], model.Name));
            });
        });
    }

    /// <summary>The sets and the models that code by hand names: the generated set names all of them.</summary>
    private sealed class Uses
    {
        private readonly ConcurrentDictionary<ISymbol, bool> _models = new(SymbolEqualityComparer.Default);
        private volatile bool _hasSet;

        public bool Has(INamedTypeSymbol model) => _hasSet || _models.ContainsKey(model);

        public void Look(OperationAnalysisContext context)
        {
            if (context.Operation is IPropertyReferenceOperation { Property: { Type: INamedTypeSymbol type, IsStatic: true } })
                _hasSet |= MemberClassifier.Is(type, KnownSymbols.ReadModelSet);
            else if (context.Operation is IInvocationOperation { TargetMethod: { Name: "Of", TypeArguments: [var model, ..] } method }
                && MemberClassifier.Is(method.ContainingType, KnownSymbols.ReadModelDescriptor)) _models[model] = true;
        }
    }
}
