using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>Calls that append, and the keys that make them safe to repeat.</summary>
internal static class KeyedCall
{
    /// <summary>True for a call of a store that appends, or that lets a command decide.</summary>
    public static bool Appends(IInvocationOperation call) => StoreCall.Is(call, "AppendAsync", "TryAppendAsync", "DecideAsync");

    /// <summary>The key argument, whatever its value; null if the call leaves it out.</summary>
    public static IArgumentOperation? KeyOf(IInvocationOperation call) => call.Arguments.FirstOrDefault(static each =>
        each is { Parameter.Name: "key", ArgumentKind: not ArgumentKind.DefaultValue });

    /// <summary>True for <c>at.KeyFor(…)</c>.</summary>
    public static bool IsKeyFor(IOperation value) =>
        value is IInvocationOperation { TargetMethod: { Name: "KeyFor", ContainingType: var type } }
        && MemberClassifier.Is(type, KnownSymbols.ConsumedEvent);

    /// <summary>The purpose of <c>at.KeyFor(…)</c> if it is a constant, perhaps one that a caller gives.</summary>
    public static string? PurposeOf(IOperation key, HandlerFrame frame) =>
        IsKeyFor(key) && ((IInvocationOperation)key).Arguments is [var purpose]
            ? frame.OriginOf(purpose.Value).Value.ConstantValue is { HasValue: true, Value: string text } ? text : null
            : null;
}
