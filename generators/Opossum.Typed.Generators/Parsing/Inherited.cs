using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// Finds what says something about a property: the property itself, the parameter that it is made of, or, where neither does, the nearest
/// property that it overrides, or those of interfaces that it implements.
/// </summary>
internal static class Inherited
{
    /// <summary>The symbols whose attributes of one name count for a property.</summary>
    /// <param name="property">The property.</param>
    /// <param name="parameter">The parameter by which a constructor takes it, where it does.</param>
    /// <param name="owner">The record whose property it is, its own or a base's.</param>
    /// <param name="attribute">The full name of the attribute.</param>
    /// <returns>The property first, and nothing else where no symbol has the attribute.</returns>
    public static IEnumerable<ISymbol> Carriers(
        IPropertySymbol property, IParameterSymbol? parameter, INamedTypeSymbol owner, string attribute)
    {
        yield return property;
        if (Attributes.Has(property, attribute) || (parameter is not null && Attributes.Has(parameter, attribute))) yield break;
        for (var each = property; each is not null; each = each.OverriddenProperty)
        {
            if (Carrier(each, attribute) is not { } carrier) continue;
            yield return carrier;
            yield break;
        }

        foreach (var type in owner.AllInterfaces)
            foreach (var declared in WithAttribute(type, attribute))
                if (Implements(property, declared, owner)) yield return declared;
    }

    /// <summary>True if the property, or what counts for it, has the attribute.</summary>
    public static bool Has(IPropertySymbol property, IParameterSymbol? parameter, INamedTypeSymbol owner, string attribute) =>
        Carriers(property, parameter, owner, attribute).Any(carrier => Attributes.Has(carrier, attribute));

    /// <summary>
    /// A property with <c>[Tag]</c> of an interface that the record has no property of its own for: the interface's body is all there is.
    /// </summary>
    public static IPropertySymbol? UnimplementedTag(INamedTypeSymbol owner) => owner.AllInterfaces
        .SelectMany(static type => WithAttribute(type, KnownSymbols.TagAttribute))
        .FirstOrDefault(declared => owner.FindImplementationForInterfaceMember(declared) is not { } implementation
            || implementation.ContainingType.TypeKind == TypeKind.Interface);

    /// <summary>
    /// Looks at the definition first, since the members of a constructed interface are made when they are asked for, and every record
    /// implements one.
    /// </summary>
    private static IEnumerable<IPropertySymbol> WithAttribute(INamedTypeSymbol type, string attribute)
    {
        foreach (var member in type.OriginalDefinition.GetMembers())
            if (member is IPropertySymbol && Attributes.Has(member, attribute))
                foreach (var declared in type.GetMembers(member.Name).OfType<IPropertySymbol>())
                    if (SymbolEqualityComparer.Default.Equals(declared.OriginalDefinition, member)) yield return declared;
    }

    /// <summary>The property, or the parameter of its record that has its name.</summary>
    private static ISymbol? Carrier(IPropertySymbol property, string attribute)
    {
        if (Attributes.Has(property, attribute)) return property;
        foreach (var constructor in property.ContainingType.InstanceConstructors)
            if (ParameterOf(constructor, property.Name) is { } parameter && Attributes.Has(parameter, attribute)) return parameter;
        foreach (var member in property.ContainingType.GetMembers())
        {
            // What is cheap comes first: a record has some thirty members, and this is asked for each attribute of each property.
            if (member is { IsStatic: true, Kind: SymbolKind.Method }
                && member is IMethodSymbol { MethodKind: MethodKind.Ordinary } factory
                && ParameterOf(factory, property.Name) is { } parameter
                && Attributes.Has(factory, KnownSymbols.EventConstructorAttribute)
                && Attributes.Has(parameter, attribute)) return parameter;
        }

        return null;
    }

    private static IParameterSymbol? ParameterOf(IMethodSymbol method, string name)
    {
        foreach (var parameter in method.Parameters)
            if (parameter.Name == name) return parameter;
        return null;
    }

    private static bool Implements(IPropertySymbol property, IPropertySymbol declared, INamedTypeSymbol owner)
    {
        var implementation = owner.FindImplementationForInterfaceMember(declared);
        for (var each = property; each is not null; each = each.OverriddenProperty)
            if (SymbolEqualityComparer.Default.Equals(each, implementation)) return true;
        return false;
    }
}
