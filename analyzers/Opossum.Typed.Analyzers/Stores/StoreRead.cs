using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>One read of a store, or of a read model, in a member, and the locals that get what came.</summary>
internal sealed class StoreRead
{
    private StoreRead(IOperation place, IInvocationOperation call, IEnumerable<ILocalSymbol> locals) =>
        (Place, Call, Locals) = (place, call, [.. locals]);

    /// <summary>The loop, the declaration or the expression in which it is read.</summary>
    public IOperation Place { get; }

    /// <summary><c>ReadAsync</c> or <c>BuildAsync</c>, or a read of rows.</summary>
    public IInvocationOperation Call { get; }

    /// <summary>What the read is given to; none where an expression looks at it at once.</summary>
    public IReadOnlyList<ILocalSymbol> Locals { get; }

    /// <summary>Whether it is of models, with which a condition is answered.</summary>
    public bool IsOfModels => Call.TargetMethod.Name == "BuildAsync";

    /// <summary>The reads of that store that stand before a place of the member.</summary>
    public static IReadOnlyList<StoreRead> Before(IInvocationOperation append, ISymbol store, IOperation root, LocalWrites writes) =>
    [
        .. root.Descendants()
            .Where(each => each.Syntax.SpanStart < append.Syntax.SpanStart)
            .Select(each => Of(each, writes))
            .OfType<StoreRead>()
            .Where(read => SymbolEqualityComparer.Default.Equals(StoreCall.Instance(read.Call), store)),
    ];

    /// <summary>The reads of read models that stand before a place of the member.</summary>
    public static IReadOnlyList<StoreRead> OfRowsBefore(IInvocationOperation append, IOperation root, LocalWrites writes) =>
    [
        .. root.Descendants()
            .Where(each => each.Syntax.SpanStart < append.Syntax.SpanStart)
            .Select(each => Of(each, writes, ViewCall.IsRead))
            .OfType<StoreRead>(),
    ];

    /// <summary>
    /// The call that a sequence comes from, behind the names, <c>WithCancellation</c> and operators on it; null where it comes from
    /// elsewhere.
    /// </summary>
    public static IInvocationOperation? Source(IOperation sequence, LocalWrites writes, string method) =>
        Source(sequence, writes, call => StoreCall.Is(call, method));

    private static IInvocationOperation? Source(IOperation sequence, LocalWrites writes, Func<IInvocationOperation, bool> isRead)
    {
        var next = sequence;
        for (var depth = 0; depth < Following.MaxDepth; depth++)
        {
            switch (Operand.Unconverted(next))
            {
                case IAwaitOperation await:
                    next = await.Operation;
                    break;
                case ILocalReferenceOperation local when writes.To(local.Local) is [var only]:
                    next = only;
                    break;
                case IInvocationOperation call when isRead(call):
                    return call;
                case IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: [var first, ..] }:
                    next = first.Value;
                    break;
                case IInvocationOperation { Instance: { } instance }:
                    next = instance;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static StoreRead? Of(IOperation operation, LocalWrites writes) => operation switch
    {
        IVariableDeclaratorOperation { Symbol: var local, Initializer.Value: { } value } when Built(value) is { } built =>
            new(operation, built, [local]),
        IDeconstructionAssignmentOperation
        {
            Target: ITupleOperation or IDeclarationExpressionOperation,
            Value: var value,
        } assignment when Built(value) is { } built =>
            new(
                operation,
                built,
                assignment.Target.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Select(static each => each.Local)),
        _ => Of(operation, writes, static call => StoreCall.Is(call, "ReadAsync")),
    };

    private static StoreRead? Of(IOperation operation, LocalWrites writes, Func<IInvocationOperation, bool> isRead) => operation switch
    {
        IForEachLoopOperation loop when Source(loop.Collection, writes, isRead) is { } read => new(loop, read, loop.Locals),

        // await store.ReadAsync(…).CountAsync(): who awaits it looks at what came.
        IAwaitOperation await when Source(await.Operation, writes, isRead) is { } read => new(await, read, Given(await)),
        _ => null,
    };

    private static IInvocationOperation? Built(IOperation value) =>
        StoreCall.Awaited(value) is { } call && StoreCall.Is(call, "BuildAsync") ? call : null;

    private static IEnumerable<ILocalSymbol> Given(IOperation value)
    {
        var outer = value.Parent;
        while (outer is IConversionOperation) outer = outer.Parent;
        return outer switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared } => [declared.Symbol],
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => [target.Local],
            _ => [],
        };
    }
}
