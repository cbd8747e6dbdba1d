using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>Tells what is made of the position of an event and of nothing else that the event brings: text, bytes, a checkpoint.</summary>
internal static class PositionText
{
    private enum Made { OfNothing, OfPosition, OfMore }

    /// <summary>
    /// True if the value has the position, perhaps with the ids of the store and the event, and nothing else but constants.
    /// </summary>
    public static bool Is(IOperation value, HandlerFrame frame) => Of(value, frame, depth: 0) == Made.OfPosition;

    private static Made Of(IOperation value, HandlerFrame frame, int depth)
    {
        if (depth > Following.MaxDepth) return Made.OfMore;
        (value, frame) = frame.OriginOf(value);
        return value switch
        {
            { ConstantValue.HasValue: true } => Made.OfNothing,
            IPropertyReferenceOperation { Property: { Name: var name, ContainingType: var type } } when
                MemberClassifier.Is(type, KnownSymbols.ConsumedEvent) =>
                name == "Position" ? Made.OfPosition : name is "Id" or "StoreId" ? Made.OfNothing : Made.OfMore,
            _ when value.Type is INamedTypeSymbol log && StoreCall.IsStore(log) => Made.OfNothing,
            IPropertyReferenceOperation { Instance: null } or ILiteralOperation or IDefaultValueOperation => Made.OfNothing,
            IAwaitOperation { Operation: var awaited } => Of(awaited, frame, depth + 1),
            IInvocationOperation call => All(
                call.Arguments.Select(static each => each.Value).Concat(call.Instance is { } instance ? [instance] : [])),
            IObjectCreationOperation made => All(made.Arguments.Select(static each => each.Value)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => All([sum.LeftOperand, sum.RightOperand]),
            IInterpolatedStringOperation text => All(text.Parts.OfType<IInterpolationOperation>().Select(static each => each.Expression)),
            _ => StoreCall.Elements(value) is { } elements ? All(elements) : Made.OfMore,
        };

        Made All(IEnumerable<IOperation> parts) => parts.Aggregate(
            Made.OfNothing, (made, part) => made == Made.OfMore ? made : (Made)Math.Max((int)made, (int)Of(part, frame, depth + 1)));
    }
}
