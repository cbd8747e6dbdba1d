using System.Globalization;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The default value of an optional parameter, as source.</summary>
internal static class DefaultValue
{
    /// <returns>Null where the parameter has none.</returns>
    public static string? Of(IParameterSymbol? parameter, ClassifiedMember member)
    {
        if (parameter is not { HasExplicitDefaultValue: true }) return null;
        return parameter.ExplicitDefaultValue switch
        {
            null when member.IsNullable => "null",
            null when member.Type.IsValueType => "default",
            null => "null!",
            var value when member.Kind == MemberKind.Enum => EnumMember(value, member.Type),
            bool value => value ? "true" : "false",
            byte value => Literals.Int32(value),
            sbyte value => Literals.Int32(value),
            short value => Literals.Int32(value),
            ushort value => Literals.Int32(value),
            int value => Literals.Int32(value),
            uint value => Literals.UInt32(value),
            long value => Literals.Int64(value),
            ulong value => Literals.UInt64(value),
            char value => Literals.Char(value),
            float value => Literals.Single(value),
            double value => Literals.Double(value),
            decimal value => Literals.Decimal(value),
            string value => Literals.Text(value),
            DateTime value => $"new global::System.DateTime({Literals.Int64(value.Ticks)})",
            _ => "default",
        };
    }

    /// <summary>An enum's value, which the compiler hands over as a number; by name where it has one that code may say.</summary>
    private static string EnumMember(object value, ITypeSymbol type)
    {
        var reference = Declaration.Reference(type);
        var member = type.GetMembers()
            .OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.HasConstantValue
                && value.Equals(field.ConstantValue)
                && !Attributes.Has(field, KnownSymbols.ObsoleteAttribute));
        return member is null
            ? $"({reference})({Convert.ToString(value, CultureInfo.InvariantCulture)})"
            : $"{reference}.{Identifiers.Escape(member.Name)}";
    }
}
