using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>
/// An append that is made for each of several values: in a <c>foreach</c> or <c>for</c> loop, or in a lambda that LINQ or
/// <c>Parallel</c> calls for each. A loop that tries one append again is none: what it appends is not made of the loop's variable.
/// </summary>
internal static class Repetition
{
    /// <returns>The name of the variable that what is appended is made of; null if there is none.</returns>
    public static string? Of(KeyedAppend append) => append.Path
        .SelectMany(static step => VariablesAround(step.Operation, step.Frame))
        .FirstOrDefault(names => append.Frame.IsMadeOf(append.Content, new HashSet<ISymbol>(names, SymbolEqualityComparer.Default)))
        ?[0].Name;

    private static IEnumerable<IReadOnlyList<ISymbol>> VariablesAround(IOperation operation, HandlerFrame frame)
    {
        for (var outer = operation.Parent; outer is not null && outer != frame.Body; outer = outer.Parent)
        {
            switch (outer)
            {
                case ILoopOperation { LoopKind: LoopKind.ForEach or LoopKind.For, Locals: [_, ..] variables }
                    when FlowOrder.CanRepeat(frame, operation):
                    yield return variables;
                    break;
                case IAnonymousFunctionOperation { Symbol.Parameters: [_, ..] parameters } lambda when IsCalledForEach(lambda):
                    yield return parameters;
                    break;
            }
        }
    }

    private static bool IsCalledForEach(IAnonymousFunctionOperation lambda) => DelegateReceiver.Of(lambda)
        is { Name: "Enumerable" or "AsyncEnumerable" or "ParallelEnumerable", ContainingNamespace.Name: "Linq" }
        or { Name: "Parallel", ContainingNamespace.Name: "Tasks" }
        or { Name: "List", ContainingNamespace.Name: "Generic" };
}
