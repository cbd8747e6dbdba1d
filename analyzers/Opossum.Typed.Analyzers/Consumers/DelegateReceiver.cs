using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>To what a lambda, or a method as a delegate, is given.</summary>
internal static class DelegateReceiver
{
    /// <returns>
    /// The type whose method or constructor takes the delegate; null if it is kept in a variable or a collection, and may never be called.
    /// </returns>
    public static INamedTypeSymbol? Of(IOperation function)
    {
        var outer = function.Parent;
        while (outer is IDelegateCreationOperation or IConversionOperation or IArgumentOperation) outer = outer.Parent;
        return outer switch
        {
            IInvocationOperation { TargetMethod.Name: not ("Add" or "TryAdd") } call => call.TargetMethod.ContainingType,
            IObjectCreationOperation { Type: INamedTypeSymbol made } => made,
            _ => null,
        };
    }
}
