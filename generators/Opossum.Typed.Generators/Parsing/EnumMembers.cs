using System.Globalization;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The names of an enum, in the order of their declaration.</summary>
internal static class EnumMembers
{
    private const int MaxNameLength = 100;

    /// <returns>Null where the enum has no names.</returns>
    public static EnumHelperSpec? Helper(INamedTypeSymbol type, string reference, Compilation compilation)
    {
        if (Of(type, reference) is not { Count: > 0 } members) return null;

        // An assembly may see the internal helpers that another has for an enum of that or of a third one.
        var home = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
            ? ""
            : $"{compilation.AssemblyName}/{type.ContainingAssembly.Name}/";
        var name = type.Name.Length <= MaxNameLength ? type.Name : type.Name.Substring(0, MaxNameLength);
        return new()
        {
            Class = $"{name}_{StableHash.Of(home + reference)}",
            Reference = reference,
            Name = type.Name,
            Number = type.EnumUnderlyingType!.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
            Members = members,
        };
    }

    private static EquatableArray<EnumMemberSpec> Of(INamedTypeSymbol type, string reference)
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
