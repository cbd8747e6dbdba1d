using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>What one handler does with an event: its own body, and those of the class's methods that it calls.</summary>
internal sealed class Delivery
{
    /// <summary>A handler that calls more is looked at up to here: its methods call each other, and calls multiply.</summary>
    private const int MaxFrames = 200;

    private readonly List<HandlerFrame> _frames = [];
    private readonly ConsumerCode _code;

    private Delivery(ConsumerCode code) => _code = code;

    /// <summary>The handler first, then each call of a method, in the order of the source.</summary>
    public IReadOnlyList<HandlerFrame> Frames => _frames;

    /// <summary>How often the handler calls a method.</summary>
    public int Calls(IMethodSymbol method) => _frames.Count(frame => SymbolEqualityComparer.Default.Equals(frame.Method, method));

    /// <returns>Null for a handler without a body, which the compiler reports.</returns>
    public static Delivery? To(IMethodSymbol handler, ConsumerCode code, CancellationToken cancellation)
    {
        if (code.BodyOf(handler) is not { } body) return null;
        var delivery = new Delivery(code);
        delivery.Enter(new(handler, body, caller: null, call: null), depth: 0, cancellation);
        return delivery;
    }

    private void Enter(HandlerFrame frame, int depth, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _frames.Add(frame);
        if (depth == Following.MaxBranchingDepth) return;
        foreach (var operation in frame.Operations)
        {
            if (_frames.Count == MaxFrames) return;
            if (Called(operation) is { } method && !frame.IsWithin(method) && BodyOf(method, frame) is { } body)
                Enter(new(method, body, frame, operation), depth + 1, cancellation);
        }
    }

    private static IMethodSymbol? Called(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: null or IInstanceReferenceOperation } call => call.TargetMethod,
        IMethodReferenceOperation { Instance: null or IInstanceReferenceOperation } reference => reference.Method,
        _ => null,
    };

    private IOperation? BodyOf(IMethodSymbol method, HandlerFrame frame) => method.MethodKind == MethodKind.LocalFunction
        ? frame.LocalFunction(method)
        : _code.BodyOf(method);
}
