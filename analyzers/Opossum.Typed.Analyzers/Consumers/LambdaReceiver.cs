using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>Whom a lambda is given to.</summary>
internal static class LambdaReceiver
{
    /// <returns>The type whose method or constructor takes the lambda; null if it is kept in a variable or returned.</returns>
    public static INamedTypeSymbol? Of(IAnonymousFunctionOperation lambda)
    {
        var outer = lambda.Parent;
        while (outer is IDelegateCreationOperation or IConversionOperation or IArgumentOperation) outer = outer.Parent;
        return outer switch
        {
            IInvocationOperation call => call.TargetMethod.ContainingType,
            IObjectCreationOperation { Type: INamedTypeSymbol made } => made,
            _ => null,
        };
    }
}
