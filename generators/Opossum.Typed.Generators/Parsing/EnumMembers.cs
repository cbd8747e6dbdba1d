using System.Globalization;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The names of an enum, in the order of their declaration.</summary>
internal static class EnumMembers
{
    public static EquatableArray<EnumMemberSpec> Of(INamedTypeSymbol type, string reference)
    {
        var values = new HashSet<object?>();
        return type.GetMembers().OfType<IFieldSymbol>()
            .Where(static field => field is { HasConstantValue: true, Name.Length: > 0 })
            .Select(field => new EnumMemberSpec(Value(field, reference), field.Name, IsFirst: values.Add(field.ConstantValue)))
            .ToEquatableArray();
    }

    /// <summary>A name that is retired stays readable for ever, though code may not say it any more.</summary>
    private static string Value(IFieldSymbol field, string reference) => Attributes.Single(field, KnownSymbols.ObsoleteAttribute) is null
        ? $"{reference}.{Identifiers.Escape(field.Name)}"
        : $"({reference})({Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture)})";
}
