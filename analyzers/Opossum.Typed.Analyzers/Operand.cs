using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers;

/// <summary>Values behind the conversions that a program writes, or that the compiler adds.</summary>
internal static class Operand
{
    /// <summary>The value behind all conversions, also those that a type defines: a query behind the condition that it becomes.</summary>
    public static IOperation Unconverted(IOperation value)
    {
        while (value is IConversionOperation conversion) value = conversion.Operand;
        return value;
    }

    /// <summary>The same value, behind conversions of the language alone: one that a type defines may make another value of it.</summary>
    public static IOperation Same(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion) value = conversion.Operand;
        return value;
    }
}
