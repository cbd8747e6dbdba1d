using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Logic;

/// <summary>What a call of a virtual member, or of one of an interface, may lead to in this assembly.</summary>
internal sealed class Overrides(Compilation compilation, CancellationToken cancellation)
{
    private List<INamedTypeSymbol>? _types;

    public IEnumerable<ISymbol> Of(ISymbol member)
    {
        if (member.ContainingType is not { } declaring) yield break;
        var isOfInterface = declaring.TypeKind == TypeKind.Interface;
        if (!isOfInterface && member is not ({ IsVirtual: true } or { IsAbstract: true } or { IsOverride: true })) yield break;
        foreach (var type in _types ??= [.. TypesOf(compilation.Assembly.GlobalNamespace)])
        {
            if (isOfInterface)
            {
                foreach (var implemented in type.AllInterfaces)
                {
                    if (!SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, declaring)) continue;
                    foreach (var each in implemented.GetMembers(member.Name))
                        if (SymbolEqualityComparer.Default.Equals(each.OriginalDefinition, member)
                            && type.FindImplementationForInterfaceMember(each) is { } implementation) yield return implementation;
                }
            }
            else
            {
                foreach (var each in type.GetMembers(member.Name))
                    if (SymbolEqualityComparer.Default.Equals(Overridden(each), member)) yield return each;
            }
        }
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod?.OriginalDefinition,
        IPropertySymbol property => property.OverriddenProperty?.OriginalDefinition,
        _ => null,
    };

    private IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type) yield return type;
            if (member is INamespaceOrTypeSymbol inner)
                foreach (var nested in TypesOf(inner)) yield return nested;
        }
    }
}
