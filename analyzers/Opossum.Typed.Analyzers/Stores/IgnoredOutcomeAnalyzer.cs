using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>OPSM3005: the outcome of <c>TryAppendAsync</c> or <c>DecideAsync</c> that nobody looks at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredOutcomeAnalyzer : StoreAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.IgnoredOutcome,
        title: "Outcome is ignored",
        messageFormat: "The outcome of '{0}' is ignored: {1}",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "TryAppendAsync and DecideAsync answer a refusal and do not throw it. Where nobody looks at the answer, the program "
            + "goes on as if the events were in the store.",
        helpLinkUri: RuleIds.PageOf(RuleIds.IgnoredOutcome));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Watch(CompilationStartAnalysisContext start) =>
        start.RegisterOperationAction(Look, OperationKind.ExpressionStatement);

    private static void Look(OperationAnalysisContext context)
    {
        var statement = ((IExpressionStatementOperation)context.Operation).Operation;
        if (statement is IInvocationOperation { TargetMethod: { Name: "Wait", ContainingType.Name: "Task" }, Instance: { } task })
            statement = task;
        if (StoreCall.Awaited(statement) is not { } call) return;
        if (StoreCall.Is(call, "TryAppendAsync"))
            Report("a refused append is not an exception here; look at IsAppended, or call AppendAsync, which throws");
        else if (StoreCall.Is(call, "DecideAsync"))
            Report("a rejected command is not an exception; switch over the outcome, or write '_ =' where it does not matter");

        void Report(string advice) =>
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), call.TargetMethod.Name, advice));
    }
}
