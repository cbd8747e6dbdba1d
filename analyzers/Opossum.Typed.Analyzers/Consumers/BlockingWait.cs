using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>
/// Waits that hold a thread: of a task that may not be done, and <c>Thread.Sleep</c>. A task that the code awaited before, or asked
/// whether it is done, is left alone.
/// </summary>
internal static class BlockingWait
{
    private static readonly string[] Starters = [KnownSymbols.TaskFactory, KnownSymbols.Thread];

    public static bool Is(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "WaitAll" or "WaitAny", ContainingType: var type } }
            when IsTask(type) => !RunsElsewhere(operation),
        IInvocationOperation when IsSleep(operation) => !RunsElsewhere(operation),
        _ => TaskOf(operation) is { } task && MayBeRunning(task) && !RunsElsewhere(operation),
    };

    public static bool IsSleep(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType: var type } }
        && MemberClassifier.Is(type, KnownSymbols.Thread);

    /// <summary>The task that is waited for by <c>.Result</c>, <c>.Wait()</c> or <c>.GetAwaiter().GetResult()</c>.</summary>
    private static IOperation? TaskOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: var type }, Instance: { } task } when IsTask(type) =>
            Bare(task),
        IInvocationOperation { TargetMethod: { Name: "Wait", ContainingType: var type }, Instance: { } task } when IsTask(type) =>
            Bare(task),
        IInvocationOperation
        {
            TargetMethod: { Name: "GetResult", ContainingType.ContainingNamespace.Name: "CompilerServices" },
            Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task },
        } => Bare(task),
        _ => null,
    };

    private static bool IsTask(INamedTypeSymbol type) =>
        MemberClassifier.Is(type, KnownSymbols.Task) || MemberClassifier.Is(type, KnownSymbols.ValueTask);

    private static IOperation Bare(IOperation task) => Operand.Unconverted(task) switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve", Instance: { } inner } => Bare(inner),
        var bare => bare,
    };

    private static bool MayBeRunning(IOperation task) => task switch
    {
        IAwaitOperation => false,                               // of Task.WhenAny
        IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var type } } => !IsTask(type),
        IInvocationOperation => true,
        IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType: var type } } when IsTask(type) => false,
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LambdaMethod } } => false,
        _ => !StoreCall.Root(task).Descendants().TakeWhile(each => each != task).Any(each => Settles(each, StoreCall.Symbol(task))),
    };

    /// <summary>
    /// True for what leaves a task done, or asks whether it is: an <c>await</c> of it or of several tasks, <c>IsCompleted</c>. Which tasks
    /// were in a collection is not looked at.
    /// </summary>
    private static bool Settles(IOperation operation, ISymbol? task) => operation switch
    {
        IAwaitOperation { Operation: var awaited } => Bare(awaited) is IInvocationOperation
            {
                TargetMethod: { IsStatic: true, Name: "WhenAll" or "WhenAny", ContainingType: var type },
            } && IsTask(type)
            || Mentions(awaited, task),
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "WaitAll", ContainingType: var type } } => IsTask(type),
        IPropertyReferenceOperation
        {
            Property: { Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status", ContainingType: var type },
            Instance: { } instance,
        } => IsTask(type) && Mentions(instance, task),
        _ => false,
    };

    private static bool Mentions(IOperation operation, ISymbol? task) => task is not null
        && operation.DescendantsAndSelf().Any(each => SymbolEqualityComparer.Default.Equals(StoreCall.Symbol(each), task));

    /// <summary>A lambda for <c>Task.Run</c> or for a thread of its own is what someone took out of the handler's way.</summary>
    private static bool RunsElsewhere(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation lambda && DelegateReceiver.Of(lambda) is { } type
                && (IsTask(type) || Starters.Any(starter => MemberClassifier.Is(type, starter)))) return true;
        }

        return false;
    }
}
