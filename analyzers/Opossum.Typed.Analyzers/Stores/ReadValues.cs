using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>The locals of a member that have what was read from a store before a place: models, events, and what was computed of them.</summary>
internal sealed class ReadValues
{
    private readonly HashSet<ISymbol> _locals = new(SymbolEqualityComparer.Default);

    private ReadValues(bool areOfModels) => AreOfModels = areOfModels;

    /// <summary>Whether they come from <c>BuildAsync</c>, which answers a condition with them.</summary>
    public bool AreOfModels { get; private set; }

    /// <returns>Null where nothing was read from that store before.</returns>
    public static ReadValues? Find(IInvocationOperation append, ISymbol store)
    {
        var root = (IOperation)append;
        while (root.Parent is { } parent) root = parent;
        var before = root.Descendants().Where(each => each.Syntax.SpanStart < append.Syntax.SpanStart).ToArray();
        var values = new ReadValues(areOfModels: false);
        foreach (var operation in before) values.TakeRead(operation, store);
        if (values._locals.Count == 0) return null;

        // What is computed of it, until nothing is new; a member has few assignments.
        for (var count = 0; count < values._locals.Count;)
        {
            count = values._locals.Count;
            foreach (var operation in before) values.Follow(operation);
        }

        return values;
    }

    /// <summary>Whether the append is made of them, or made or not because of them.</summary>
    public bool Decide(IInvocationOperation append)
    {
        if (append.Arguments.Any(Mentions)) return true;
        for (IOperation inner = append, outer = append.Parent!; outer is not null; (inner, outer) = (outer, outer.Parent!))
        {
            if (outer is IConditionalOperation choice && inner != choice.Condition && Mentions(choice.Condition)) return true;
            if (outer is ISwitchOperation cases && inner != cases.Value && Mentions(cases.Value)) return true;
            if (outer is IBlockOperation block && block.Operations.TakeWhile(each => each != inner).Any(IsLeftBecauseOfThem)) return true;
        }

        return false;
    }

    /// <summary><c>if (seats.Taken >= seats.Capacity) return;</c></summary>
    private bool IsLeftBecauseOfThem(IOperation operation) => operation is IConditionalOperation { WhenTrue: { } whenTrue } choice
        && Mentions(choice.Condition)
        && whenTrue.DescendantsAndSelf().Any(static each => each is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.Break });

    private void TakeRead(IOperation operation, ISymbol store)
    {
        switch (operation)
        {
            case IForEachLoopOperation { Collection: var read } loop when IsRead(read, store, "ReadAsync"):
                foreach (var local in loop.Locals) _locals.Add(local);
                break;
            case IVariableDeclaratorOperation { Symbol: var local, Initializer.Value: { } value } when IsRead(value, store, "BuildAsync"):
                Take(local);
                break;
            case IDeconstructionAssignmentOperation { Target: ITupleOperation or IDeclarationExpressionOperation, Value: var value } assignment when IsRead(value, store, "BuildAsync"):
                foreach (var local in assignment.Target.DescendantsAndSelf().OfType<ILocalReferenceOperation>()) Take(local.Local);
                break;
        }

        void Take(ILocalSymbol local)
        {
            _locals.Add(local);
            AreOfModels = true;
        }
    }

    private void Follow(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Symbol: var local, Initializer.Value: { } value } when Mentions(value):
                _locals.Add(local);
                break;
            case IAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Mentions(assignment.Value) || IsInLoopOverThem(assignment):
                _locals.Add(target.Local);
                break;
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation counter } count when IsInLoopOverThem(count):
                _locals.Add(counter.Local);
                break;
        }
    }

    /// <summary>How often something was done says how many events there were.</summary>
    private bool IsInLoopOverThem(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            if (outer is IForEachLoopOperation loop && loop.Locals.Any(_locals.Contains)) return true;
        return false;
    }

    private bool Mentions(IOperation operation) => operation.DescendantsAndSelf().Any(each => each is ILocalReferenceOperation { Local: var local } && _locals.Contains(local));

    private static bool IsRead(IOperation value, ISymbol store, string method) =>
        StoreCall.Awaited(value) is { } call && Source(call) is { } read && StoreCall.Is(read, method) && SymbolEqualityComparer.Default.Equals(StoreCall.Instance(read), store);

    /// <summary>The read below <c>WithCancellation</c>.</summary>
    private static IInvocationOperation? Source(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "WithCancellation", IsExtensionMethod: true }, Arguments: [var sequence, ..] } ? StoreCall.Awaited(sequence.Value) : call;
}
