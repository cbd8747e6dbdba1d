using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a record struct with <c>[Tag]</c>.</summary>
internal static class TagTypeParser
{
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static TagTypeSpec? Parse(GeneratorAttributeSyntaxContext target, CancellationToken cancellation) =>
        Parse((INamedTypeSymbol)target.TargetSymbol, new ParseContext(target.SemanticModel.Compilation, refusals: null, cancellation));

    public static TagTypeSpec? Parse(INamedTypeSymbol type, ParseContext context)
    {
        if (type is not { TypeKind: TypeKind.Struct, IsRecord: true })
        {
            context.Refuse(type.TypeKind == TypeKind.Struct ? RefusalKind.NotRecord : RefusalKind.Incomplete, type);
            return null;
        }

        if (TagType.Read(type, context) is not { } tag) return null;
        if (Declaration.Parse(type, context) is not { } declaration) return null;
        return new()
        {
            Declaration = declaration,
            Key = tag.Mark.Key,
            Kind = tag.Kind,
            Member = Identifiers.Escape(tag.Value.Name),
            Create = Factories.Of(type, context) ?? "new",
            MayRefuse = Factories.Of(type, context) is not null || !IsOfParameter(tag.Value, context.Cancellation),
            EmitsJsonConverter = !Attributes.Has(type, KnownSymbols.JsonConverterAttribute),
            AllowsDefault = tag.Mark.AllowsDefault,
            EmitsNew = tag.Kind == ScalarKind.Guid && type.Name != "New" && type.GetMembers("New").IsEmpty,
            Parse = FormOf(type, "Parse", parameters: 2),
            TryParse = FormOf(type, "TryParse", parameters: 3),
            Name = type.Name,
            EmitsToString = !type.GetMembers("ToString")
                .OfType<IMethodSymbol>()
                .Any(static own => own is { IsImplicitlyDeclared: false, Parameters.Length: 0 }),
        };
    }

    /// <summary>A property that the compiler makes of a parameter takes every value; one that is written may have code.</summary>
    private static bool IsOfParameter(IPropertySymbol property, CancellationToken cancellation) =>
        property.DeclaringSyntaxReferences is [var only] && only.GetSyntax(cancellation) is ParameterSyntax;

    /// <summary>Who writes a method of <c>IParsable</c>. What the user wrote wins.</summary>
    private static MethodForm FormOf(INamedTypeSymbol type, string name, int parameters)
    {
        var form = type.Name == name ? MethodForm.Explicit : MethodForm.Public;
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { ExplicitInterfaceImplementations: [{ Name: var implemented, ContainingType: var of }] }
                && implemented == name && MemberClassifier.Is(of, KnownSymbols.IParsable)) return MethodForm.OwnExplicit;
            if (member.Name != name) continue;
            if (member is not IMethodSymbol { Arity: 0 } method) form = MethodForm.Explicit;
            else if (method.Parameters.Length == parameters && method.Parameters[0].Type.SpecialType == SpecialType.System_String)
                return MethodForm.Own;
        }

        return form;
    }
}
