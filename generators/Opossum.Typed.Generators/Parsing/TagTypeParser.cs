using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a record struct with <c>[Tag]</c>.</summary>
internal static class TagTypeParser
{
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static TagTypeSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Struct, IsRecord: true } type) return null;
        var compilation = context.SemanticModel.Compilation;
        if (TagType.Read(type, compilation, cancellation) is not { } tag) return null;
        if (Declaration.Parse(type, compilation, cancellation) is not { } declaration) return null;
        return new()
        {
            Declaration = declaration,
            Key = tag.Mark.Key,
            Kind = tag.Kind,
            Member = Identifiers.Escape(tag.Value.Name),
            EmitsNew = tag.Kind == ScalarKind.Guid && type.Name != "New" && type.GetMembers("New").IsEmpty,
            EmitsToString = !type.GetMembers("ToString").OfType<IMethodSymbol>().Any(static own => own is { IsImplicitlyDeclared: false, Parameters.Length: 0 }),
        };
    }
}
