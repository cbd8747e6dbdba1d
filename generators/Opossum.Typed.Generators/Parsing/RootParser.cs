using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a class with <c>[EventModel]</c>.</summary>
internal static class RootParser
{
    public const string Attribute = "Opossum.Typed.EventModelAttribute";

    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static RootSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: true } type) return null;
        if (Attributes.Single(type, Attribute) is null || type.Name == "Model" || !type.GetMembers("Model").IsEmpty) return null;
        if (Declaration.Parse(type, context.SemanticModel.Compilation, cancellation) is not { } declaration) return null;
        return new() { Declaration = declaration, Name = Declaration.ReadableName(type) };
    }
}
