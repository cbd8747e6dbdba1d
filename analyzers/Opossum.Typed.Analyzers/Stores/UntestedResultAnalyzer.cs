using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>OPSM3006: the positions of an append that was perhaps refused, without a look at whether it was.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntestedResultAnalyzer : StoreAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UntestedResult,
        title: "Result is used without a look at the outcome",
        messageFormat: "'Result' throws where the append was refused, and nothing here looks at 'IsAppended' or 'Conflict'; look first, "
            + "or call AppendAsync, which throws what was in the way",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A refused append has no positions. TryAppendAsync is for who expects a refusal; its Result throws an "
            + "InvalidOperationException that does not say which event was in the way.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UntestedResult));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Watch(CompilationStartAnalysisContext start) =>
        start.RegisterOperationAction(Look, OperationKind.PropertyReference);

    private static void Look(OperationAnalysisContext context)
    {
        var result = (IPropertyReferenceOperation)context.Operation;
        if (result.Property.Name != "Result"
            || result.Instance is not { } instance
            || !MemberClassifier.Is(result.Property.ContainingType, KnownSymbols.AppendOutcome)) return;
        if (IsAttempt(instance)
            || instance is ILocalReferenceOperation { Local: var local } && IsNeverTested(local, StoreCall.Root(result)))
            context.ReportDiagnostic(Diagnostic.Create(Rule, result.Syntax.GetLocation()));
    }

    /// <summary>
    /// Only of what the store itself answers nothing is known: another method may have looked, and so has a pattern, or a filter.
    /// </summary>
    private static bool IsAttempt(IOperation? value) =>
        value is not null && StoreCall.Awaited(value) is { } call && StoreCall.Is(call, "TryAppendAsync");

    /// <summary>Whoever does anything else with the outcome than to take its result may have tested it.</summary>
    private static bool IsNeverTested(ILocalSymbol local, IOperation root)
    {
        var isGiven = false;
        foreach (var each in root.Descendants())
        {
            switch (each)
            {
                case IVariableDeclaratorOperation { Initializer.Value: var first } declared when AreEqual(declared.Symbol, local):
                    if (!IsAttempt(first)) return false;
                    isGiven = true;
                    break;
                case ILocalReferenceOperation { Parent: ISimpleAssignmentOperation assignment } target when AreEqual(target.Local, local)
                    && assignment.Target == target:
                    if (!IsAttempt(assignment.Value)) return false;
                    isGiven = true;
                    break;
                case ILocalReferenceOperation reference when AreEqual(reference.Local, local)
                    && reference.Parent is not IPropertyReferenceOperation { Property.Name: "Result" }:
                    return false;
            }
        }

        return isGiven;
    }

    private static bool AreEqual(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
