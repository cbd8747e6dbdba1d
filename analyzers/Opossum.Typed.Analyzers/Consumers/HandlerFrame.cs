using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>One call of a method during a delivery: of the handler, or of a method or local function that it calls.</summary>
internal sealed class HandlerFrame(IMethodSymbol method, IOperation body, HandlerFrame? caller, IOperation? call)
{
    private readonly Lazy<LocalWrites> _writes = new(() => new(StoreCall.Root(body)));

    public IMethodSymbol Method => method;

    public IOperation Body => body;

    /// <summary>Null for the handler.</summary>
    public HandlerFrame? Caller => caller;

    /// <summary>What runs the method in the caller's body: a call, or a reference that makes a delegate. Null for the handler.</summary>
    public IOperation? Call => call;

    /// <summary>The operations of the body and of the lambdas in it. Local functions are frames of their own.</summary>
    public IEnumerable<IOperation> Operations => Under(body);

    public IEnumerable<IInvocationOperation> Calls => Operations.OfType<IInvocationOperation>();

    /// <summary>All values that a local is ever given; null if it may get others.</summary>
    public IReadOnlyList<IOperation>? WritesTo(ILocalSymbol local) => _writes.Value.To(local);

    /// <summary>True if the method is running already: it, or one that called it.</summary>
    public bool IsWithin(IMethodSymbol other) =>
        SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, other.OriginalDefinition) || caller?.IsWithin(other) == true;

    public IOperation? LocalFunction(IMethodSymbol function) => StoreCall.Root(body).Descendants()
        .FirstOrDefault(each => each is ILocalFunctionOperation local && SymbolEqualityComparer.Default.Equals(local.Symbol, function));

    /// <summary>The consumed event where the body stands: of the method, or of one around a local function.</summary>
    public IParameterSymbol? ConsumedEvent =>
        method.Parameters.FirstOrDefault(static each => MemberClassifier.Is(each.Type, KnownSymbols.ConsumedEvent))
        ?? (method is { MethodKind: MethodKind.LocalFunction, IsStatic: false } ? caller?.ConsumedEvent : null);

    /// <summary>True if the operation may run several times in one delivery: in a loop, or in a lambda.</summary>
    public bool MayRepeat(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null && outer != body; outer = outer.Parent)
            if (outer is ILoopOperation or IAnonymousFunctionOperation) return true;
        return call is IMethodReferenceOperation || call is not null && caller!.MayRepeat(call);
    }

    /// <summary>The value behind conversions, locals of one value, and parameters of this call; and the frame it stands in.</summary>
    public (IOperation Value, HandlerFrame Frame) OriginOf(IOperation value)
    {
        var frame = this;
        for (var depth = 0; depth < Following.MaxDepth; depth++)
        {
            value = Operand.Unconverted(value);
            switch (value)
            {
                case ILocalReferenceOperation { Local: var local } when frame.WritesTo(local) is [var only]:
                    value = only;
                    break;
                case IParameterReferenceOperation { Parameter: var parameter } when frame.ArgumentFor(parameter) is var (argument, from):
                    (value, frame) = (argument, from);
                    break;
                default:
                    return (value, frame);
            }
        }

        return (value, frame);
    }

    /// <summary>True if a value is made of one of these locals or parameters, here or where the calls are made.</summary>
    public bool IsMadeOf(IOperation value, ISet<ISymbol> names) => IsMadeOf(value, names, depth: 0);

    /// <summary>What the call gives for a parameter of the method, or of one around it; null if that is not known.</summary>
    public (IOperation Value, HandlerFrame Frame)? ArgumentFor(IParameterSymbol parameter)
    {
        for (var frame = this; frame.Caller is { } from; frame = from)
        {
            if (!SymbolEqualityComparer.Default.Equals(frame.Method, parameter.ContainingSymbol)) continue;
            return frame.Call is IInvocationOperation invocation
                && invocation.Arguments.FirstOrDefault(each => each.Parameter?.Ordinal == parameter.Ordinal) is { } argument
                    ? (argument.Value, from)
                    : null;
        }

        return null;
    }

    private bool IsMadeOf(IOperation value, ISet<ISymbol> names, int depth) =>
        depth <= Following.MaxBranchingDepth && value.DescendantsAndSelf().Any(part => part switch
        {
            ILocalReferenceOperation { Local: var local } =>
                names.Contains(local) || WritesTo(local)?.Any(written => IsMadeOf(written, names, depth + 1)) == true,
            IParameterReferenceOperation { Parameter: var parameter } =>
                names.Contains(parameter)
                || ArgumentFor(parameter) is var (argument, from) && from.IsMadeOf(argument, names, depth + 1),
            _ => false,
        });

    private static IEnumerable<IOperation> Under(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is ILocalFunctionOperation) continue;
            yield return child;
            foreach (var inner in Under(child)) yield return inner;
        }
    }
}
