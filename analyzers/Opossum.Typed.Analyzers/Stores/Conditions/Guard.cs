using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>One guard of a condition, as the source writes it: a query, and the position behind which it looks.</summary>
/// <param name="Query">The expression of the query.</param>
/// <param name="After">The position; null where the whole history is guarded.</param>
internal sealed record Guard(IOperation Query, IOperation? After)
{
    /// <returns>Null where a part of the condition comes from elsewhere.</returns>
    public static IReadOnlyList<Guard>? Of(IOperation condition, LocalWrites writes)
    {
        var guards = new List<Guard>();
        return Read(condition, writes, guards, depth: 0) ? guards : null;
    }

    /// <summary>Whether the type is a query, of one event type or of several.</summary>
    public static bool IsQuery(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Query" } query
        && (query.IsGenericType ? query.BaseType : query) is { } plain
        && MemberClassifier.Is(plain, KnownSymbols.Query);

    private static bool Read(IOperation condition, LocalWrites writes, List<Guard> guards, int depth)
    {
        var value = Operand.Unconverted(condition);
        if (depth > Following.MaxDepth) return false;
        if (value is ILocalReferenceOperation local && !IsQuery(value.Type))
            return writes.To(local.Local) is [var only] && Read(only, writes, guards, depth + 1);
        switch (value)
        {
            case IInvocationOperation
            {
                TargetMethod.Name: "After",
                Instance: { } query,
                Arguments: [{ Parameter.Name: "position" } position, ..],
            } when IsQuery(query.Type):
                guards.Add(new(query, Position(position.Value)));
                return true;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } either when !IsQuery(either.Type):
                return Read(either.LeftOperand, writes, guards, depth + 1) && Read(either.RightOperand, writes, guards, depth + 1);
            case not null when IsQuery(value.Type):
                guards.Add(new(value, After: null));
                return true;
            default:
                return false;
        }
    }

    /// <summary>0 is the whole history.</summary>
    private static IOperation? Position(IOperation position) =>
        Operand.Unconverted(position) is { ConstantValue: { HasValue: true, Value: 0 or 0L } } ? null : position;
}
