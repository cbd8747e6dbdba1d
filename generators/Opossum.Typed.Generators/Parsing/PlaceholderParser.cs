using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// Decides whether a refused declaration gets a placeholder: a half that implements what the generated code would, by members that throw.
/// Without it, code that relies on the interface (a base list, a type argument in a signature, an attribute) has an error in a declaration,
/// after which the compiler runs no analyzer, and so gives no reason.
/// </summary>
internal static class PlaceholderParser
{
    /// <param name="target">A declaration that its parser refused.</param>
    /// <param name="form">What it would have become.</param>
    /// <param name="cancellation">Cancels the parse.</param>
    /// <returns>
    /// Null if a second half could not be added or would have an error of its own, or if rules are silenced: the program must not build
    /// then, and only the compiler's own errors keep it from that.
    /// </returns>
    public static PlaceholderSpec? Parse(GeneratorAttributeSyntaxContext target, PlaceholderForm form, CancellationToken cancellation)
    {
        var type = target.TargetSymbol as INamedTypeSymbol ?? target.TargetSymbol.ContainingType;
        if (!CanImplement(type, form) || !IsOnlyTarget(target.TargetSymbol, type, form)) return null;
        if (RefusalRules.AreSilenced(target.SemanticModel.Compilation, target.TargetNode.SyntaxTree, cancellation)) return null;
        var context = new ParseContext(target.SemanticModel.Compilation, refusals: null, cancellation);
        if (Declaration.Parse(type, context) is not { } declaration) return null;
        string? key = null;
        if (form == PlaceholderForm.Projection)
        {
            if (ProjectionParser.SessionOf(type) is not { } session || !context.CanName(session)) return null;
            key = Opossum.Typed.Generators.Parsing.Declaration.Reference(session);
        }

        if (form == PlaceholderForm.ReadModel && !RowKey.TryGuess(type, context, out key)) return null;
        return new()
        {
            Declaration = declaration,
            Form = form,
            Key = key,
            EmitsParse = !Implements(type, "Parse"),
            EmitsTryParse = !Implements(type, "TryParse"),
        };
    }

    private static bool CanImplement(INamedTypeSymbol type, PlaceholderForm form) => type is { IsStatic: false, IsRefLikeType: false }
        && form switch
        {
            // Of two events in one chain neither would be the more specific implementation.
            PlaceholderForm.Event => type is { TypeKind: TypeKind.Class, IsAbstract: false }
                && !RecordChain.Upwards(type).Skip(1).Any(EventTags.IsEvent)
                && !Implements(type, KnownSymbols.IEvent),
            PlaceholderForm.Projection => type.TypeKind == TypeKind.Class && !Implements(type, KnownSymbols.IProjection),
            PlaceholderForm.ReadModel => type.TypeKind == TypeKind.Class && !Implements(type, KnownSymbols.IReadModel),
            PlaceholderForm.Row => type.TypeKind is TypeKind.Class or TypeKind.Struct
                && !Attributes.Has(type, KnownSymbols.ReadModelAttribute)
                && !Implements(type, KnownSymbols.IRow),
            PlaceholderForm.TagType => type.TypeKind == TypeKind.Struct && !Implements(type, KnownSymbols.ITag),
            _ => type.TypeKind is TypeKind.Class or TypeKind.Struct,
        };

    /// <summary>An attribute that is there twice, in two parts of the type say, must not give two files of one name.</summary>
    private static bool IsOnlyTarget(ISymbol target, INamedTypeSymbol type, PlaceholderForm form) => form switch
    {
        PlaceholderForm.Event => Attributes.Single(type, KnownSymbols.EventAttribute) is not null,
        PlaceholderForm.TagType => Attributes.Single(type, KnownSymbols.TagAttribute) is not null,
        PlaceholderForm.DecisionModel => Attributes.Single(type, KnownSymbols.DecisionModelAttribute) is not null,
        PlaceholderForm.ReadModel => Attributes.Single(type, KnownSymbols.ReadModelAttribute) is not null,
        PlaceholderForm.Projection => Attributes.Single(type, KnownSymbols.ProjectionAttribute) is not null,
        PlaceholderForm.Row => Attributes.Single(type, KnownSymbols.RowAttribute) is not null,
        PlaceholderForm.Consumer => type.TypeKind == TypeKind.Class
            && Attributes.Single(type, KnownSymbols.ConsumerAttribute) is not null,
        _ => Attributes.Single(target, KnownSymbols.DeciderAttribute) is not null
            && type.GetMembers().OfType<IMethodSymbol>().Count(DeciderParser.IsDecider) == 1,
    };

    /// <summary>Whether the user implemented a member for an interface alone, which can be done once.</summary>
    /// <param name="type">The declaration.</param>
    /// <param name="name">The interface's full name, or the name of a method of <c>IParsable</c>.</param>
    private static bool Implements(INamedTypeSymbol type, string name) => type.GetMembers().Any(member => member switch
    {
        IMethodSymbol { ExplicitInterfaceImplementations: [var method, ..] } =>
            MemberClassifier.Is(method.ContainingType, name)
            || method.Name == name && MemberClassifier.Is(method.ContainingType, KnownSymbols.IParsable),
        IPropertySymbol { ExplicitInterfaceImplementations: [var property, ..] } => MemberClassifier.Is(property.ContainingType, name),
        _ => false,
    });
}
