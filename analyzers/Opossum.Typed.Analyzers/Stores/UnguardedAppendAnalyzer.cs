using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>OPSM3001: an append that depends on what was read, without a condition that it is still so.</summary>
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

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

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
        var reads = StoreRead.Before(append, store, root, new LocalWrites(root));
        if (reads.Count == 0 || !ReadValues.Of(append, root, reads).Decide(append)) return;
        var advice = reads.Any(static read => read.IsOfModels)
            ? "the condition that BuildAsync answers beside its models"
            : "'unless: query.After(head)', with the query and the head of that read, or let DecideAsync do all three";
        context.ReportDiagnostic(Diagnostic.Create(Rule, append.Syntax.GetLocation(), advice));
    }
}
