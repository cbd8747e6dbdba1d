using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a class with <c>[EventModel]</c>.</summary>
internal static class RootParser
{
    public const string Attribute = "Opossum.Typed.EventModelAttribute";

    private const string Property = "Model";

    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static RootSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: true } type) return null;
        if (Attributes.Single(type, Attribute) is not { } attribute || type.Name == Property || !type.GetMembers(Property).IsEmpty) return null;
        var compilation = context.SemanticModel.Compilation;
        if (Declaration.Parse(type, compilation, cancellation) is not { } declaration || Includes(attribute, compilation) is not { } includes) return null;
        return new() { Declaration = declaration, Name = Declaration.ReadableName(type), Includes = includes };
    }

    /// <summary>The classes that the attribute names, each once.</summary>
    /// <returns>Null when one of them is no model of another assembly.</returns>
    private static EquatableArray<IncludeSpec>? Includes(AttributeData attribute, Compilation compilation)
    {
        var includes = new List<IncludeSpec>();
        foreach (var argument in attribute.ConstructorArguments)
        {
            if (argument.Kind != TypedConstantKind.Array || argument.IsNull) return null;
            foreach (var item in argument.Values)
            {
                if (item.Value is not INamedTypeSymbol included || !HasModel(included, compilation)) return null;
                includes.Add(new(Declaration.Reference(included), Declaration.ReadableName(included)));
            }
        }

        return includes.Distinct().ToEquatableArray();
    }

    /// <summary>
    /// Whether a class has a model that our code can name. That of this assembly is not to be seen yet, and there is one an assembly anyway; the file of another assembly's can be seen.
    /// </summary>
    private static bool HasModel(INamedTypeSymbol type, Compilation compilation) =>
        !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
        && Attributes.Single(type, Attribute) is not null
        && type.GetMembers(Property) is [IPropertySymbol { IsStatic: true } model]
        && MemberClassifier.Is(model.Type, "Opossum.Typed.EventModel")
        && compilation.IsSymbolAccessibleWithin(model, compilation.Assembly);
}
