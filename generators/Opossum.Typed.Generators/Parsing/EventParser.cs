using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a record with <c>[Event]</c>. All semantics end here.</summary>
internal static class EventParser
{
    public const string Attribute = "Opossum.Typed.EventAttribute";

    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static EventSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: true, IsAbstract: false } type) return null;
        if (Attributes.Single(type, Attribute) is not { } attribute || TagMark.Name(attribute) is not { } name) return null;

        var compilation = context.SemanticModel.Compilation;
        if (Declaration.Parse(type, compilation, cancellation) is not { } declaration) return null;
        var types = new TypeTable(compilation, cancellation);
        if (BodyParser.Parse(type, types) is not { } body) return null;

        var tags = TagSummary.Of(type, body, types);
        return new()
        {
            Declaration = declaration,
            Name = name,
            Body = body,
            Types = types.Types,
            TagKeys = tags.Keys,
            Queries = tags.Queries,
            Codec = CodecName(type),
        };
    }

    /// <summary>A name for the helpers that no member of the event or of a type around it hides, and that its namespace has no namespace of.</summary>
    private static string CodecName(INamedTypeSymbol type)
    {
        var taken = new NameScope([.. type.ContainingNamespace.GetNamespaceMembers().Select(static each => each.Name)]);
        for (var each = type; each is not null; each = each.ContainingType)
        {
            taken.Add(each.Name);
            foreach (var name in each.MemberNames) taken.Add(name);
            foreach (var nested in each.GetTypeMembers()) taken.Add(nested.Name);
        }

        return taken.Add("Codec");
    }
}
