using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Internals;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>OPSM4001: <c>FlushEventsImmediately = false</c>, written as a constant outside test projects.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FlushDisabledInProductionAnalyzer : DiagnosticAnalyzer
{
    private const string OptionsType = "Opossum.Typed.OpossumOptions";
    private const string FlushProperty = "FlushEventsImmediately";

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.FlushDisabledInProduction,
        title: "Flushing is switched off in production code",
        messageFormat: "FlushEventsImmediately = false acknowledges events that a power cut takes back; remove it, or keep it out of production code",
        RuleCategories.Durability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "By default an append is acknowledged when its events are on disk. With FlushEventsImmediately = false it is acknowledged before, "
            + "and a power cut or a crash of the operating system takes acknowledged events back. Tests may want that speed; production code does not.",
        helpLinkUri: RuleIds.PageOf(RuleIds.FlushDisabledInProduction));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(WatchAssignments);
    }

    private static void WatchAssignments(CompilationStartAnalysisContext context)
    {
        if (FindFlushProperty(context.Compilation) is not { } flush) return;
        if (TestProject.Is(context.Compilation, context.Options.AnalyzerConfigOptionsProvider)) return;

        // One kind of operation covers a statement, an object initialiser and a `with`.
        context.RegisterOperationAction(operation => ReportConstantFalse(operation, flush), OperationKind.SimpleAssignment);
    }

    private static IPropertySymbol? FindFlushProperty(Compilation compilation) =>
        compilation.GetTypeByMetadataName(OptionsType)?.GetMembers(FlushProperty).OfType<IPropertySymbol>().FirstOrDefault();

    private static void ReportConstantFalse(OperationAnalysisContext context, IPropertySymbol flush)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation target) return;
        if (assignment.Value.ConstantValue is not { HasValue: true, Value: false }) return;
        if (!SymbolEqualityComparer.Default.Equals(target.Property, flush)) return;

        context.ReportDiagnostic(Diagnostic.Create(Rule, assignment.Syntax.GetLocation()));
    }
}
