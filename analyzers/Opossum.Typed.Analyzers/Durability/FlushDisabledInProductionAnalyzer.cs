using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Internals;
using Opossum.Typed.Analyzers.Production;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>OPSM4001: <c>FlushEventsImmediately = false</c>, or a flush strategy, where production can get.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FlushDisabledInProductionAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.FlushDisabledInProduction,
        title: "Flushing is switched off in production code",
        messageFormat: "{0} acknowledges events that a power cut takes back; remove it, or keep it out of production code",
        RuleCategories.Durability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "By default an append is acknowledged when its events are on disk. With FlushEventsImmediately = false it is "
            + "acknowledged before, "
            + "and a power cut or a crash of the operating system takes acknowledged events back. Tests may want that speed; production "
                + "code does not.",
        helpLinkUri: RuleIds.PageOf(RuleIds.FlushDisabledInProduction));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(WatchProductionCode);
    }

    private static void WatchProductionCode(CompilationStartAnalysisContext context)
    {
        if (FlushSettings.Find(context.Compilation) is not { } settings) return;
        if (TestProject.Is(context.Compilation, context.Options.AnalyzerConfigOptionsProvider)) return;

        context.RegisterOperationBlockStartAction(member => WatchMember(member, settings));
    }

    /// <summary>Only a member that writes one of the settings is worth its flow graph.</summary>
    private static void WatchMember(OperationBlockStartAnalysisContext member, FlushSettings settings)
    {
        if (DebugOnly.Is(member.OwningSymbol)) return;

        var writes = false;
        member.RegisterOperationAction(
            assignment => writes |= settings.AreWrittenBy(assignment.Operation),
            OperationKind.SimpleAssignment,
            OperationKind.CompoundAssignment,
            OperationKind.CoalesceAssignment);
        member.RegisterOperationBlockEndAction(end =>
        {
            if (writes) ReportReachable(end, settings);
        });
    }

    private static void ReportReachable(OperationBlockAnalysisContext member, FlushSettings settings)
    {
        // A constructor's initialiser and its body are two blocks of one graph.
        foreach (var graph in member.OperationBlocks.Select(member.GetControlFlowGraph).Distinct())
        {
            var model = graph.OriginalOperation.SemanticModel;
            ProductionPaths.Visit(graph, Report, member.CancellationToken);

            void Report(IOperation operation, ProductionValues values)
            {
                if (settings.WeakenedBy(operation, values, model) is not { } what) return;
                var place = operation.Syntax.GetLocation();
                if (!DebugOnly.Is(place)) member.ReportDiagnostic(Diagnostic.Create(Rule, place, what));
            }
        }
    }
}
