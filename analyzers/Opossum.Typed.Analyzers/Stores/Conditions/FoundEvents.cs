using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>
/// Tells a read that only asks whether there is something from one after which the append is meant to succeed although there was.
/// </summary>
internal static class FoundEvents
{
    /// <summary>
    /// The append is made for each event of the read, or of what it found; or more than none and one are told apart, or a position is kept
    /// that nothing uses. Whoever says "exists already" does none of it.
    /// </summary>
    public static bool AreExpected(IInvocationOperation append, StoreRead read, ReadValues values, ReadPositions positions) =>
        IsInside(append, read)
        || append.Arguments.Any(argument => argument.Parameter?.Ordinal == 0 && values.Mentions(argument))
        || values.Conditions(append)
            .SelectMany(static condition => condition.DescendantsAndSelf().OfType<IBinaryOperation>())
            .Any(each => IsMeasured(each, values))
        || positions.HasUnused;

    /// <summary>Whether the append is made in the loop over the read.</summary>
    public static bool IsInside(IInvocationOperation append, StoreRead read) =>
        read.Place is IForEachLoopOperation loop && loop.Body.Syntax.Span.Contains(append.Syntax.Span);

    /// <summary><c>taken &lt; capacity</c>; not <c>count > 0</c>.</summary>
    private static bool IsMeasured(IBinaryOperation comparison, ReadValues values)
    {
        if (!IsOrder(comparison.OperatorKind)) return false;
        var (left, right) = (Operand.Unconverted(comparison.LeftOperand), Operand.Unconverted(comparison.RightOperand));
        return (values.Mentions(left) && !IsNoneOrOne(right)) || (values.Mentions(right) && !IsNoneOrOne(left));
    }

    private static bool IsOrder(BinaryOperatorKind kind) => kind
        is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
        or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    private static bool IsNoneOrOne(Microsoft.CodeAnalysis.IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: 0 or 1 or 0L or 1L };
}
