using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Incremental;

/// <summary>
/// The files that a declaration is made of: its own, and those of every type that can be reached from it by members, parameters, base
/// types, type arguments and attributes. More than a parse looks at, so that no parser has to keep a list.
/// </summary>
internal sealed class SourceDependencies
{
    // A type from which half of the project can be reached is not worth remembering.
    private const int MaxTypes = 256;

    private readonly Compilation _compilation;
    private readonly HashSet<INamedTypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Queue<INamedTypeSymbol> _next = new();
    private readonly HashSet<SyntaxTree> _trees = [];

    private SourceDependencies(Compilation compilation) => _compilation = compilation;

    /// <returns>Null when they can't be told: too many, or with a value that may be written anywhere.</returns>
    public static ImmutableArray<SyntaxTree>? Of(
        INamedTypeSymbol type, Compilation compilation, ProjectNames names, CancellationToken cancellation)
    {
        var dependencies = new SourceDependencies(compilation);
        dependencies.Reach(type);
        while (dependencies._next.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (dependencies._seen.Count > MaxTypes) return null;
            dependencies.Add(dependencies._next.Dequeue());
        }

        foreach (var tree in dependencies._trees)
            if (names.HeaderOf(tree, cancellation).HasForeignConstants) return null;
        return [.. dependencies._trees];
    }

    /// <summary>Types of other assemblies change with the reference to them.</summary>
    private void Reach(ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Reach(array.ElementType);
                break;
            case IPointerTypeSymbol pointer:
                Reach(pointer.PointedAtType);
                break;
            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments) Reach(argument);
                var definition = named.OriginalDefinition;
                if (SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, _compilation.Assembly) && _seen.Add(definition))
                    _next.Enqueue(definition);
                break;
        }
    }

    private void Add(INamedTypeSymbol type)
    {
        foreach (var reference in type.DeclaringSyntaxReferences) _trees.Add(reference.SyntaxTree);
        Reach(type.BaseType);
        Reach(type.ContainingType);
        foreach (var implemented in type.Interfaces) Reach(implemented);
        Reach(type.GetAttributes());
        if (type.TypeKind == TypeKind.Enum) return;
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol property) Reach(property.Type);
            else if (member is IFieldSymbol { IsImplicitlyDeclared: false } field) Reach(field.Type);
            else if (member is IMethodSymbol { IsImplicitlyDeclared: false, AssociatedSymbol: null } method) Reach(method);
            else continue;
            Reach(member.GetAttributes());
        }
    }

    private void Reach(IMethodSymbol method)
    {
        Reach(method.ReturnType);
        foreach (var parameter in method.Parameters)
        {
            Reach(parameter.Type);
            Reach(parameter.GetAttributes());
        }
    }

    private void Reach(ImmutableArray<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            Reach(attribute.AttributeClass);
            foreach (var argument in attribute.ConstructorArguments) Reach(argument);
            foreach (var argument in attribute.NamedArguments) Reach(argument.Value);
        }
    }

    private void Reach(TypedConstant constant)
    {
        if (constant.Kind == TypedConstantKind.Type) Reach(constant.Value as ITypeSymbol);
        else if (constant.Kind == TypedConstantKind.Array && !constant.IsNull)
            foreach (var item in constant.Values) Reach(item);
    }
}
