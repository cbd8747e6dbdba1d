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
            .Select(field => new EnumMemberSpec($"{reference}.{Identifiers.Escape(field.Name)}", field.Name, IsFirst: values.Add(field.ConstantValue)))
            .ToEquatableArray();
    }
}
