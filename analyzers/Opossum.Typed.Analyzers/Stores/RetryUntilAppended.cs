using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>A loop that keeps the outcome of an append in a local, and ends when that says that it was appended.</summary>
internal static class RetryUntilAppended
{
    public static bool Is(ILoopOperation loop, IInvocationOperation append)
    {
        if (append.TargetMethod.Name != "TryAppendAsync" || OutcomeOf(append) is not { } outcome) return false;
        if (loop is IWhileLoopOperation { Condition: { } condition }
            && condition.DescendantsAndSelf().Any(each => SaysRefused(each, outcome))) return true;
        if (loop.Body is not IBlockOperation body) return false;
        var rest = body.Operations.SkipWhile(each => !LeavesWhenAppended(each, outcome)).ToArray();
        return rest.Length > 0 && !rest.Skip(1).Any(LoopExit.Is);
    }

    /// <summary>The local that gets the answer.</summary>
    private static ILocalSymbol? OutcomeOf(IInvocationOperation append)
    {
        IOperation? outer = append.Parent;
        while (outer is IAwaitOperation or IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" })
            outer = outer.Parent;
        return outer switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared } => declared.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            _ => null,
        };
    }

    /// <summary><c>!outcome.IsAppended</c>, <c>outcome.Conflict is not null</c>, <c>outcome.Conflict is { }</c>.</summary>
    private static bool SaysRefused(IOperation part, ILocalSymbol outcome) =>
        part.Parent switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } => IsOf(part, "IsAppended", outcome),
            IIsPatternOperation { Pattern: INegatedPatternOperation or IRecursivePatternOperation } => IsOf(part, "Conflict", outcome),
            _ => false,
        };

    /// <summary><c>if (outcome.IsAppended) return;</c></summary>
    private static bool LeavesWhenAppended(IOperation statement, ILocalSymbol outcome) =>
        statement is IConditionalOperation { WhenTrue: { } then, WhenFalse: null } choice
        && IsOf(choice.Condition, "IsAppended", outcome)
        && (LoopExit.Is(then) || then is IBlockOperation block && block.Operations.Any(LoopExit.Is));

    private static bool IsOf(IOperation part, string member, ILocalSymbol outcome) =>
        part is IPropertyReferenceOperation { Instance: ILocalReferenceOperation { Local: var local } } property
        && property.Property.Name == member
        && SymbolEqualityComparer.Default.Equals(local, outcome);
}
