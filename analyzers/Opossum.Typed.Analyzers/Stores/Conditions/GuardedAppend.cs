using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>An append that is given a condition, and the member in which it stands.</summary>
/// <param name="Call">The call.</param>
/// <param name="Unless">Its condition.</param>
/// <param name="Store">The local, parameter, field or property that has the store.</param>
internal sealed record GuardedAppend(IInvocationOperation Call, IOperation Unless, ISymbol Store)
{
    /// <summary>The body of the member.</summary>
    public IOperation Root { get; } = StoreCall.Root(Call);

    public LocalWrites Writes => field ??= new(Root);

    /// <returns>Null for any other call.</returns>
    public static GuardedAppend? Of(IOperation operation) =>
        operation is IInvocationOperation call
        && StoreCall.Is(call, "AppendAsync", "TryAppendAsync")
        && StoreCall.Argument(call, "unless") is { } unless
        && StoreCall.Instance(call) is { } store
            ? new(call, unless, store)
            : null;

    /// <summary>The reads of the same store that stand before it.</summary>
    public IReadOnlyList<StoreRead> Reads() => StoreRead.Before(Call, Store, Root, Writes);

    /// <summary>Whether the append is made of what came, or made or not because of it.</summary>
    public bool DependsOn(StoreRead read) => ReadValues.Of(Call, Root, [read]).Decide(Call);
}
