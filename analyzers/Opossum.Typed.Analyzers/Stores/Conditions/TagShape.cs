using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>A tag of a query, as the source writes it.</summary>
/// <param name="Key">What stands before the colon.</param>
/// <param name="Value">The expression of what stands behind it; null where that is not one expression.</param>
internal sealed record TagShape(string Key, IOperation? Value)
{
    /// <returns>Null where the key is not known.</returns>
    public static TagShape? Of(IOperation tag, LocalWrites writes)
    {
        switch (Known(tag, writes, throughCalls: true))
        {
            case IInvocationOperation { TargetMethod: { Name: "Of", IsStatic: true }, Arguments: [var only] } call when IsTag(call.Type):
                return OfTagType(only.Value);
            case IInvocationOperation
            {
                TargetMethod: { Name: "Of", IsStatic: true },
                Arguments: [var key, var value, ..],
            } call when IsTag(call.Type):
                return key.Value.ConstantValue is { HasValue: true, Value: string name } ? new(name, value.Value) : null;
            case IObjectCreationOperation { Arguments: [var text] } made when IsTag(made.Type):
                return OfText(Operand.Unconverted(text.Value));
            default:
                return null;
        }
    }

    /// <summary>Of a value whose type is the tag.</summary>
    public static TagShape? OfTagType(IOperation value) =>
        Operand.Unconverted(value) is { Type: { } type } plain && TagMark.TryRead(type, out var mark) && mark is { } given
            ? new(given.Key, plain)
            : null;

    /// <summary>Whether both are the same in every run, or in none; null where the source does not say.</summary>
    public bool? IsSameAs(TagShape other, LocalWrites writes) =>
        Key != other.Key
            ? false
            : Value is null || other.Value is null
            ? null
            : AreSame(Known(Value, writes), Known(other.Value, writes), writes);

    /// <summary>What a name stands for that is given a value once.</summary>
    public static IOperation Known(IOperation value, LocalWrites writes, bool throughCalls = false)
    {
        var plain = Operand.Unconverted(value);
        for (var depth = 0; depth < Following.MaxDepth
            && plain is ILocalReferenceOperation local
            && writes.To(local.Local) is [var only]; depth++)
        {
            // An id that was made here is known by its name.
            if (!throughCalls && Operand.Unconverted(only) is IInvocationOperation) break;
            plain = Operand.Unconverted(only);
        }

        return plain;
    }

    private static bool? AreSame(IOperation left, IOperation right, LocalWrites writes)
    {
        if (left is IInstanceReferenceOperation && right is IInstanceReferenceOperation) return true;
        if (left.ConstantValue.HasValue && right.ConstantValue.HasValue) return Equals(left.ConstantValue.Value, right.ConstantValue.Value);
        if (StoreCall.Symbol(left) is { } one && StoreCall.Symbol(right) is { } another)
        {
            if (SymbolEqualityComparer.Default.Equals(one, another)) return AreSameInstance(left, right, writes);

            // Two parameters that are always equal would be one.
            return one is IParameterSymbol && another is IParameterSymbol || IsMadeHere(one, writes) && IsMadeHere(another, writes)
                ? false
                : null;
        }

        return left is IObjectCreationOperation { Arguments: [var a] }
            && right is IObjectCreationOperation { Arguments: [var b] }
            && SymbolEqualityComparer.Default.Equals(left.Type, right.Type)
            ? AreSame(Known(a.Value, writes), Known(b.Value, writes), writes)
            : null;
    }

    private static bool? AreSameInstance(IOperation left, IOperation right, LocalWrites writes) => (left, right) switch
    {
        (IMemberReferenceOperation { Instance: { } a }, IMemberReferenceOperation { Instance: { } b }) =>
            AreSame(Known(a, writes), Known(b, writes), writes) is true ? true : null,
        _ => true,
    };

    private static bool IsMadeHere(ISymbol symbol, LocalWrites writes) => symbol is ILocalSymbol local
        && writes.To(local) is [var only]
        && Operand.Unconverted(only) is IInvocationOperation { TargetMethod: { IsStatic: true, Parameters.IsEmpty: true } made }
        && made.Name is "New" or "NewGuid" or "CreateVersion7";

    private static TagShape? OfText(IOperation text) => text switch
    {
        { ConstantValue: { HasValue: true, Value: string constant } } when constant.IndexOf(':') is > 0 and var colon =>
            new(constant.Substring(0, colon), text),
        IInterpolatedStringOperation { Parts: { Length: > 0 } parts } when parts[0] is IInterpolatedStringTextOperation
        {
            Text: { ConstantValue: { HasValue: true, Value: string start } },
        }
            && start.IndexOf(':') is > 0 and var colon =>
            new(
                start.Substring(0, colon),
                colon == start.Length - 1 && parts is [_, IInterpolationOperation { FormatString: null, Alignment: null } only]
                    ? Operand.Unconverted(only.Expression)
                    : null),
        _ => null,
    };

    private static bool IsTag(ITypeSymbol? type) => type is not null && MemberClassifier.Is(type, KnownSymbols.Tag);
}
