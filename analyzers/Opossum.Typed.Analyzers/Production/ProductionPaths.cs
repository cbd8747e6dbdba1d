using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Production;

/// <summary>
/// Walks what a member can execute in production: a branch that only development takes is not followed; a lambda counts where it is made, a
/// local function where it is named.
/// </summary>
internal sealed class ProductionPaths
{
    private readonly LocalWrites _locals;
    private readonly SemanticModel? _model;
    private readonly Action<IOperation, ProductionValues> _visit;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<IMethodSymbol> _visitedFunctions = new(SymbolEqualityComparer.Default);

    private ProductionPaths(IOperation body, Action<IOperation, ProductionValues> visit, CancellationToken cancellation)
    {
        _locals = new LocalWrites(body);
        _model = body.SemanticModel;
        _visit = visit;
        _cancellation = cancellation;
    }

    /// <summary>
    /// Calls <paramref name="visit"/> for each operation of the member that production can reach, with what is known of values there.
    /// </summary>
    public static void Visit(ControlFlowGraph graph, Action<IOperation, ProductionValues> visit, CancellationToken cancellation) =>
        new ProductionPaths(graph.OriginalOperation, visit, cancellation).Walk(graph);

    private void Walk(ControlFlowGraph graph)
    {
        var captures = new Captures();
        var values = new ProductionValues(_locals, captures, _model);
        foreach (var block in ReachableBlocks.Of(graph, captures, values, _cancellation))
        {
            foreach (var operation in OperationsOf(block))
            {
                _visit(operation, values);
                Enter(operation, graph);
            }
        }
    }

    private void Enter(IOperation operation, ControlFlowGraph graph)
    {
        switch (operation)
        {
            case IFlowAnonymousFunctionOperation lambda:
                Walk(graph.GetAnonymousFunctionControlFlowGraphInScope(lambda, _cancellation));
                break;
            case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } called }:
                EnterFunction(called.OriginalDefinition, graph);
                break;
            case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } named }:
                EnterFunction(named.OriginalDefinition, graph);
                break;
        }
    }

    private void EnterFunction(IMethodSymbol function, ControlFlowGraph graph)
    {
        if (DebugOnly.Is(function) || !_visitedFunctions.Add(function)) return;
        // It may be declared around the lambda that calls it; in code that does not compile, nowhere.
        for (var owner = graph; owner is not null; owner = owner.Parent)
            if (owner.LocalFunctions.Contains(function, SymbolEqualityComparer.Default))
                Walk(owner.GetLocalFunctionControlFlowGraph(function, _cancellation));
    }

    private static IEnumerable<IOperation> OperationsOf(BasicBlock block)
    {
        var roots = block.BranchValue is { } branch ? block.Operations.Add(branch) : block.Operations;
        return roots.SelectMany(static root => root.DescendantsAndSelf());
    }
}
