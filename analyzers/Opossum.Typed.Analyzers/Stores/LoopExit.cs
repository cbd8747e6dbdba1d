using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>The statements after which a loop around them makes no other attempt.</summary>
internal static class LoopExit
{
    /// <summary>
    /// True for <c>break</c>, <c>return</c>, <c>yield break</c> and <c>throw</c>. A <c>yield return</c> goes on when the caller asks for
    /// the next value.
    /// </summary>
    public static bool Is(IOperation statement) => statement is IThrowOperation
        or IReturnOperation { Kind: not OperationKind.YieldReturn }
        or IBranchOperation { BranchKind: BranchKind.Break };
}
