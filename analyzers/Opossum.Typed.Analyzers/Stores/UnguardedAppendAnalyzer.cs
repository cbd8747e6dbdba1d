using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>
/// OPSM3001 and 3035: an append that depends on what was read, in the store or in a read model, without a condition that it is still so.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnguardedAppendAnalyzer : StoreAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnguardedAppend,
        title: "Append depends on a read, without a condition",
        messageFormat: "This append depends on what was read from the store, and nothing says that it must still be so: between the two, "
            + "another may append; give it {0}",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A decision is as good as what it was made on. An append without a condition succeeds whatever has been appended "
            + "since the read; with one it is refused, and the decision can be made anew.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnguardedAppend));

    private static readonly DiagnosticDescriptor ByRow = new(
        RuleIds.UnguardedByRow,
        title: "Append depends on a row of a read model, without a condition",
        messageFormat: "This append depends on rows of a read model, which may be behind, and has no condition; use a decision model, or "
            + "append by the condition that LatestAsync gives",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Rows follow the log, so that a decision by them is made on what was true a moment ago. A decision model, and "
            + "LatestAsync, read the events that are not in the rows yet, and give a condition that refuses the append if another came.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnguardedByRow));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule, ByRow];

    private protected override void Watch(CompilationStartAnalysisContext start) =>
        start.RegisterOperationAction(Look, OperationKind.Invocation);

    private static void Look(OperationAnalysisContext context)
    {
        var append = (IInvocationOperation)context.Operation;

        // With a key an append is made once, however often it is tried: the usual way for who reacts to events.
        if (!StoreCall.Is(append, "AppendAsync")
            || StoreCall.Argument(append, "unless") is not null
            || StoreCall.Argument(append, "key") is not null) return;
        if (StoreCall.Instance(append) is not { } store) return;
        var root = StoreCall.Root(append);
        var writes = new LocalWrites(root);
        if (StoreRead.Before(append, store, root, writes) is { Count: > 0 } reads && ReadValues.Of(append, root, reads).Decide(append))
        {
            var advice = reads.Any(static read => read.IsOfModels)
                ? "the condition that BuildAsync answers beside its models"
                : "'unless: query.After(head)', with the query and the head of that read, or let DecideAsync do all three";
            context.ReportDiagnostic(Diagnostic.Create(Rule, append.Syntax.GetLocation(), advice));
        }
        else if (StoreRead.OfRowsBefore(append, root, writes) is { Count: > 0 } rows && ReadValues.Of(append, root, rows).Decide(append))
        {
            context.ReportDiagnostic(Diagnostic.Create(ByRow, append.Syntax.GetLocation()));
        }
    }
}
