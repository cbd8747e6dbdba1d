using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What a personal member reads as once its subject is erased, as source.</summary>
internal static class Replacements
{
    /// <returns>Null where the constant is no value of the member.</returns>
    public static string? Of(TypedConstant constant, ClassifiedMember member)
    {
        if (member.Kind == MemberKind.Enum)
            return constant.Kind == TypedConstantKind.Enum && SymbolEqualityComparer.Default.Equals(constant.Type, member.Type)
                ? NameOf(constant.Value!, (INamedTypeSymbol)member.Type)
                : null;
        return (member.Scalar, constant.Value) switch
        {
            (ScalarKind.String, string value) => Literals.Text(value),
            (ScalarKind.Boolean, bool value) => value ? "true" : "false",
            (ScalarKind.Char, char value) => Literals.Char(value),
            (ScalarKind.Byte, int value and >= byte.MinValue and <= byte.MaxValue) => Literals.Int32(value),
            (ScalarKind.SByte, int value and >= sbyte.MinValue and <= sbyte.MaxValue) => Literals.Int32(value),
            (ScalarKind.Int16, int value and >= short.MinValue and <= short.MaxValue) => Literals.Int32(value),
            (ScalarKind.UInt16, int value and >= ushort.MinValue and <= ushort.MaxValue) => Literals.Int32(value),
            (ScalarKind.Byte, byte value) => Literals.Int32(value),
            (ScalarKind.SByte, sbyte value) => Literals.Int32(value),
            (ScalarKind.Int16, short value) => Literals.Int32(value),
            (ScalarKind.UInt16, ushort value) => Literals.Int32(value),
            (ScalarKind.Int32, int value) => Literals.Int32(value),
            (ScalarKind.UInt32, uint value) => Literals.UInt32(value),
            (ScalarKind.UInt32, int value and >= 0) => Literals.UInt32((uint)value),
            (ScalarKind.Int64, long value) => Literals.Int64(value),
            (ScalarKind.Int64, int value) => Literals.Int64(value),
            (ScalarKind.UInt64, ulong value) => Literals.UInt64(value),
            (ScalarKind.UInt64, int value and >= 0) => Literals.UInt64((ulong)value),
            (ScalarKind.Decimal, int value) => Literals.Decimal(value),
            (ScalarKind.Single, float value) when !float.IsNaN(value) && !float.IsInfinity(value) => Literals.Single(value),
            (ScalarKind.Double, double value) when !double.IsNaN(value) && !double.IsInfinity(value) => Literals.Double(value),
            (ScalarKind.Double, int value) => Literals.Double(value),
            _ => null,
        };
    }

    /// <summary>Only what has a name can be stored, and so be equal to what is.</summary>
    private static string? NameOf(object value, INamedTypeSymbol type)
    {
        var member = type.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.HasConstantValue && value.Equals(field.ConstantValue)
                && !Attributes.Has(field, KnownSymbols.ObsoleteAttribute));
        return member is null ? null : $"{Declaration.Reference(type)}.{Identifiers.Escape(member.Name)}";
    }
}
