using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Stores.Conditions;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>OPSM3007: an append that is tried again with the condition that refused it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HopelessRetryAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.HopelessRetry,
        title: "Retry never reads again",
        messageFormat: "The condition '{0}' is the same at each attempt, so what refused the append once refuses it for ever; read and "
            + "decide again inside the loop, or let DecideAsync do it",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A stored event does not go away. An append that was refused because of one is refused again by the same condition; "
            + "only a condition from a newer read can let it pass.",
        helpLinkUri: RuleIds.PageOf(RuleIds.HopelessRetry));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.OpossumStore) is null) return;
            start.RegisterOperationAction(Look, OperationKind.Invocation);
        });
    }

    private static void Look(OperationAnalysisContext context)
    {
        var append = (IInvocationOperation)context.Operation;
        if (!StoreCall.Is(append, "AppendAsync", "TryAppendAsync") || StoreCall.Argument(append, "unless") is not { } unless) return;
        if (NamesIn(unless) is not { } names || RetryOf(append) is not { } loop || names.Any(name => IsWrittenIn(loop, name))) return;
        context.ReportDiagnostic(Diagnostic.Create(Rule, unless.Syntax.GetLocation(), unless.Syntax));
    }

    /// <summary>
    /// The locals and parameters that a condition is made of, also one that is written in the call; null where it is made of anything else,
    /// which may be another value at each attempt.
    /// </summary>
    private static List<ISymbol>? NamesIn(IOperation condition)
    {
        var names = new List<ISymbol>();
        foreach (var part in condition.DescendantsAndSelf())
        {
            switch (part)
            {
                case ILocalReferenceOperation or IParameterReferenceOperation:
                    names.Add(StoreCall.Symbol(part)!);
                    break;
                case IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: var type } } when
                    EventTags.IsEvent(type) || Guard.IsQuery(type) || MemberClassifier.Is(type, KnownSymbols.Tag):
                case IInvocationOperation { TargetMethod.Name: "After", Instance.Type: var query } when Guard.IsQuery(query):
                case IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType: var owner } } when Guard.IsQuery(owner):
                case IConversionOperation or IBinaryOperation or ILiteralOperation or IArgumentOperation or ICollectionExpressionOperation
                    or IObjectCreationOperation { Type.IsValueType: true }:
                    break;
                default:
                    return null;
            }
        }

        return names;
    }

    /// <summary>
    /// The loop that makes the same append again when it was refused: by a <c>catch</c> that goes on, by its own condition, or since it is
    /// only left after success.
    /// </summary>
    private static ILoopOperation? RetryOf(IInvocationOperation append)
    {
        var (isCaught, isLeft) = (false, false);
        IOperation inner = append;
        for (var outer = append.Parent; outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation or IForEachLoopOperation:
                    return null;
                case ITryOperation attempt when inner == attempt.Body && attempt.Catches.Any(GoesOn):
                    (isCaught, isLeft) = (true, LeavesAfterSuccess(attempt));
                    break;
                case IForLoopOperation loop:
                    // One that goes on after success passes over something, and tries nothing again.
                    return isCaught && isLeft || RetryUntilAppended.Is(loop, append) ? loop : null;
                case IWhileLoopOperation loop:
                    return isCaught
                        || inner == loop.Condition && append.TargetMethod.Name == "TryAppendAsync"
                        || RetryUntilAppended.Is(loop, append)
                        ? loop
                        : null;
            }
        }

        return null;
    }

    /// <summary>True if the body, once the append succeeded, ends the loop; an exception of it may be caught beside the refusal.</summary>
    private static bool LeavesAfterSuccess(ITryOperation attempt) => attempt.Body.Operations.Any(each =>
        LoopExit.Is(each) && (each is not IThrowOperation || attempt.Catches.All(GoesOn)));

    private static bool GoesOn(ICatchClauseOperation handler) =>
        handler is { Filter: null, ExceptionType: { } type }
        && MemberClassifier.Is(type, KnownSymbols.AppendConditionFailedException)
        && !handler.Handler.Descendants().Any(static each => each is IReturnOperation or IThrowOperation or IBranchOperation);

    /// <summary>Declared in it, given another value in it, or taken by reference.</summary>
    private static bool IsWrittenIn(ILoopOperation loop, ISymbol condition) => loop.Descendants().Any(each => each switch
    {
        IVariableDeclaratorOperation declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, condition),
        IAssignmentOperation assignment => assignment.Target.DescendantsAndSelf().Any(part => IsConditionOf(part, condition)),
        IDeclarationExpressionOperation declared => declared.DescendantsAndSelf().Any(part => IsConditionOf(part, condition)),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => IsConditionOf(argument.Value, condition),
        _ => false,
    });

    private static bool IsConditionOf(IOperation operation, ISymbol condition) =>
        SymbolEqualityComparer.Default.Equals(StoreCall.Symbol(operation), condition);
}
