using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>What a member has of its reads before an append: models, events, and what was computed of them.</summary>
internal sealed class ReadValues
{
    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);           // locals, and members of this
    private readonly HashSet<IOperation> _places = [];

    private ReadValues(IEnumerable<StoreRead> reads)
    {
        foreach (var read in reads)
        {
            _places.Add(read.Place);
            foreach (var local in read.Locals) _holders.Add(local);
        }
    }

    public static ReadValues Of(IInvocationOperation append, IOperation root, IEnumerable<StoreRead> reads)
    {
        var before = root.Descendants().Where(each => each.Syntax.SpanStart < append.Syntax.SpanStart).ToArray();
        var values = new ReadValues(reads);

        // What is computed of it, until nothing is new; a member has few assignments.
        for (var count = -1; count < values._holders.Count;)
        {
            count = values._holders.Count;
            foreach (var operation in before) values.Follow(operation);
        }

        return values;
    }

    /// <summary>Whether the append is made of them, or made or not because of them.</summary>
    public bool Decide(IInvocationOperation append) => append.Arguments.Any(Mentions) || Conditions(append).Any();

    /// <summary>
    /// The conditions on them under which the append is made: of an <c>if</c> or <c>switch</c> around it, or of one that leaves before.
    /// </summary>
    public IEnumerable<IOperation> Conditions(IInvocationOperation append)
    {
        for (IOperation inner = append, outer = append.Parent!; outer is not null; (inner, outer) = (outer, outer.Parent!))
        {
            if (outer is IConditionalOperation choice && inner != choice.Condition && Mentions(choice.Condition))
                yield return choice.Condition;
            if (outer is ISwitchOperation cases && inner != cases.Value && Mentions(cases.Value)) yield return cases.Value;
            if (outer is not IBlockOperation block) continue;
            foreach (var condition in block.Operations.TakeWhile(each => each != inner).Select(LeavingCondition).OfType<IOperation>())
                yield return condition;
        }
    }

    public bool Mentions(IOperation operation) =>
        operation.DescendantsAndSelf()
            .Any(each =>
                each is ILocalReferenceOperation { Local: var local } && _holders.Contains(local)
                || OwnMember(each) is { } member && _holders.Contains(member)
                || each is IAwaitOperation && _places.Contains(each));

    /// <summary><c>if (seats.Taken >= seats.Capacity) return;</c></summary>
    private IOperation? LeavingCondition(IOperation operation) =>
        operation is IConditionalOperation { WhenTrue: { } whenTrue } choice
        && Mentions(choice.Condition)
        && whenTrue.DescendantsAndSelf().Any(Leaves)
            ? choice.Condition
            : null;

    private static bool Leaves(IOperation statement) =>
        LoopExit.Is(statement) || statement is IBranchOperation { BranchKind: BranchKind.Continue };

    private void Follow(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Symbol: var local, Initializer.Value: { } value } when Mentions(value):
                _holders.Add(local);
                break;
            case IAssignmentOperation assignment when Holder(assignment.Target) is { } holder
                && (Mentions(assignment.Value) || IsInLoopOverThem(assignment)):
                _holders.Add(holder);
                break;
            case IIncrementOrDecrementOperation count when Holder(count.Target) is { } counter && IsInLoopOverThem(count):
                _holders.Add(counter);
                break;
            case IInvocationOperation { Instance: { } instance } call when Holder(instance) is { } told && IsToldThem(call):
                _holders.Add(told);
                break;
        }
    }

    /// <summary>The local, or the member of this, that is changed: itself, in a member, or at an index.</summary>
    private static ISymbol? Holder(IOperation changed) => changed switch
    {
        ILocalReferenceOperation local => local.Local,
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation } => OwnMember(changed),
        IMemberReferenceOperation { Instance: { } instance } => Holder(instance),
        IArrayElementReferenceOperation element => Holder(element.ArrayReference),
        _ => null,
    };

    /// <summary>A field or a property of this object.</summary>
    private static ISymbol? OwnMember(IOperation operation) =>
        operation is IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } own
            ? own.Member
            : null;

    /// <summary>
    /// <c>course.Apply(e.Event);</c> and <c>taken.Add(e.Event.Seat)</c>; a call whose answer is used asks, and a store that is told
    /// something is no state.
    /// </summary>
    private bool IsToldThem(IInvocationOperation call)
    {
        if (StoreCall.IsStore(call.TargetMethod.ContainingType) || !call.Arguments.Any(Mentions)) return false;
        var outer = call.Parent;
        while (outer is IAwaitOperation) outer = outer.Parent;
        return outer is IExpressionStatementOperation || call.TargetMethod.Name is "Add" or "TryAdd";
    }

    /// <summary>How often something was done says how many events there were.</summary>
    private bool IsInLoopOverThem(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            if (outer is IForEachLoopOperation loop && loop.Locals.Any(_holders.Contains)) return true;
        return false;
    }
}
