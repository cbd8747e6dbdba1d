using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Stores;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>Which operations of a method can run after which: branches of an <c>if</c> exclude each other.</summary>
internal static class FlowOrder
{
    /// <summary>
    /// True if one call of the method can run both, in either order. A <c>catch</c> runs instead of the end of its <c>try</c>.
    /// </summary>
    public static bool BothRun(HandlerFrame frame, IOperation one, IOperation other) =>
        !IsKept(one, other) && !IsKept(other, one) && GraphOf(frame) is { } graph && BothRun(graph, one, other);

    /// <summary>True if one call of the method can run it again, without an exception in between.</summary>
    public static bool CanRepeat(HandlerFrame frame, IOperation operation) =>
        GraphOf(frame) is { } graph
        && PlaceOf(graph, operation) is var (block, lambda)
        && (lambda is not null || Reaches(graph, block, block));

    /// <summary>True if the operation is in a delegate that the other is not in, and that may never be called.</summary>
    private static bool IsKept(IOperation operation, IOperation other)
    {
        for (var outer = operation; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or IMethodReferenceOperation
                && !outer.Syntax.Span.Contains(other.Syntax.Span)
                && DelegateReceiver.Of(outer) is null) return true;
        }

        return false;
    }

    private static bool BothRun(ControlFlowGraph graph, IOperation one, IOperation other)
    {
        if (PlaceOf(graph, one) is not var (first, lambda) || PlaceOf(graph, other) is not var (second, otherLambda)) return false;
        if (lambda is not null && lambda.Syntax == otherLambda?.Syntax)
            return BothRun(graph.GetAnonymousFunctionControlFlowGraph(lambda), one, other);
        return first == second || Reaches(graph, first, second) || Reaches(graph, second, first);
    }

    private static ControlFlowGraph? GraphOf(HandlerFrame frame)
    {
        if (StoreCall.Root(frame.Body) is not IMethodBodyOperation method) return null;
        var graph = ControlFlowGraph.Create(method);
        return frame.Body is ILocalFunctionOperation local ? GraphOf(local.Symbol, graph) : graph;
    }

    /// <returns>Null for a function inside a lambda.</returns>
    private static ControlFlowGraph? GraphOf(IMethodSymbol function, ControlFlowGraph around) =>
        around.LocalFunctions.Contains(function, SymbolEqualityComparer.Default)
            ? around.GetLocalFunctionControlFlowGraph(function)
            : around.LocalFunctions
                .Select(each => GraphOf(function, around.GetLocalFunctionControlFlowGraph(each)))
                .FirstOrDefault(static each => each is not null);

    /// <summary>
    /// The block that has the operation, and the lambda in it that has it. A graph has operations of its own, of the same syntax.
    /// </summary>
    private static (BasicBlock Block, IFlowAnonymousFunctionOperation? Lambda)? PlaceOf(ControlFlowGraph graph, IOperation operation)
    {
        foreach (var block in graph.Blocks)
        {
            var values = block.BranchValue is { } branch ? block.Operations.Add(branch) : block.Operations;
            foreach (var each in values.SelectMany(static value => value.DescendantsAndSelf()))
            {
                if (each is IFlowAnonymousFunctionOperation lambda && lambda.Syntax.Span.Contains(operation.Syntax.Span))
                    return (block, lambda);
                if (each.Syntax == operation.Syntax && each.Kind == operation.Kind) return (block, null);
            }
        }

        return null;
    }

    private static bool Reaches(ControlFlowGraph graph, BasicBlock from, BasicBlock to)
    {
        var (seen, next) = (new HashSet<BasicBlock>(), new Stack<BasicBlock>());
        Follow(from);
        while (next.Count > 0)
        {
            var block = next.Pop();
            if (block == to) return true;
            Follow(block);
        }

        return false;

        void Follow(BasicBlock block)
        {
            Take(block.ConditionalSuccessor);
            Take(block.FallThroughSuccessor);
        }

        void Take(ControlFlowBranch? branch)
        {
            if (branch is null) return;

            // On its way out of a try, a branch runs the finally, to which no edge leads.
            foreach (var region in branch.FinallyRegions) Reach(graph.Blocks[region.FirstBlockOrdinal]);
            Reach(branch.Destination);
        }

        void Reach(BasicBlock? block)
        {
            if (block is not null && seen.Add(block)) next.Push(block);
        }
    }
}
