using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Internals;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>
/// OPSM4003 and 4004: a store that production opens in memory, or where its files will not stay. Only in programs with a host: others have
/// no environment to ask, and a tool may well work on a folder beside it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StoreOpeningAnalyzer : DiagnosticAnalyzer
{
    private const string InMemory = "OpenInMemory";
    private const string OnDisk = "OpenAsync";

    private static readonly DiagnosticDescriptor LooseFolder = new(
        RuleIds.LooseFolder,
        title: "Store in a folder that does not stay",
        messageFormat: "The store's folder {0}; take it from the configuration, as an absolute path",
        RuleCategories.Durability,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A store is kept for years. A temporary folder is cleared, one beside the program is replaced with it, and a "
            + "relative one is another when the process is started elsewhere: an empty store is made there, without an error.",
        helpLinkUri: RuleIds.PageOf(RuleIds.LooseFolder));

    private static readonly DiagnosticDescriptor Memory = new(
        RuleIds.MemoryInProduction,
        title: "Store in memory in production code",
        messageFormat: "Production can get here, and a store in memory is gone with the process; open one in a folder, or keep this out "
            + "of production code",
        RuleCategories.Durability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "OpenInMemory is for tests and throw-away data: what it acknowledges is gone when the process ends.",
        helpLinkUri: RuleIds.PageOf(RuleIds.MemoryInProduction));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LooseFolder, Memory];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.IHostEnvironment) is null
                || TestProject.Is(start.Compilation, start.Options.AnalyzerConfigOptionsProvider)) return;
            start.RegisterOperationBlockStartAction(WatchMember);
        });
    }

    /// <summary>Only a member that opens a store is worth its flow graph.</summary>
    private static void WatchMember(OperationBlockStartAnalysisContext member)
    {
        if (DebugOnly.Is(member.OwningSymbol)) return;
        var opens = false;
        member.RegisterOperationAction(
            call =>
                opens |= call.Operation is IInvocationOperation invocation
                && (StoreOpening.Is(invocation, InMemory) || StoreOpening.Is(invocation, OnDisk)),
            OperationKind.Invocation);
        member.RegisterOperationAction(assignment => opens |= StoreOpening.Writes(assignment.Operation), OperationKind.SimpleAssignment);
        member.RegisterOperationBlockEndAction(end =>
        {
            if (opens) ReportReachable(end);
        });
    }

    private static void ReportReachable(OperationBlockAnalysisContext member)
    {
        // A constructor's initialiser and its body are two blocks of one graph.
        foreach (var graph in member.OperationBlocks.Select(member.GetControlFlowGraph).Distinct())
            ProductionPaths.Visit(graph, Report, member.CancellationToken);

        void Report(IOperation operation, ProductionValues values)
        {
            if (operation is not (IInvocationOperation or ISimpleAssignmentOperation) || DebugOnly.Is(operation.Syntax.GetLocation()))
                return;
            if (StoreOpening.IsKeptInMemory(operation, values))
                member.ReportDiagnostic(Diagnostic.Create(Memory, operation.Syntax.GetLocation()));
            else if (StoreOpening.ProblemOfRoot(operation, values) is { } root)
                member.ReportDiagnostic(
                    Diagnostic.Create(LooseFolder, ((ISimpleAssignmentOperation)operation).Value.Syntax.GetLocation(), root));
            if (operation is not IInvocationOperation call) return;
            if (StoreOpening.Is(call, InMemory))
                member.ReportDiagnostic(Diagnostic.Create(Memory, call.Syntax.GetLocation()));
            else if (StoreOpening.Is(call, OnDisk)
                && call.Arguments.FirstOrDefault(static each => each.Parameter?.Name == "path") is { } path
                && StoreOpening.ProblemOf(path.Value, values) is { } problem)
                member.ReportDiagnostic(Diagnostic.Create(LooseFolder, path.Value.Syntax.GetLocation(), problem));
        }
    }
}
