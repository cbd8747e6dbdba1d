using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>A tag that an event must be able to carry to be handled, and the parameter that is it.</summary>
internal readonly record struct RequiredTag(IParameterSymbol Parameter, string Key);

/// <summary>Reads the methods of a declaration that generated code calls with events: <c>On</c>, and <c>KeyOf</c>.</summary>
internal static class HandlerParser
{
    /// <returns>Null when one of them can't be called, or would never be.</returns>
    public static EquatableArray<HandlerSpec>? Parse(
        INamedTypeSymbol type, HandlerForms forms, IReadOnlyCollection<RequiredTag> boundary, ParseContext context)
    {
        var handlers = new List<(IMethodSymbol Method, HandlerSpec Spec)>();
        var isWhole = true;
        foreach (var method in type.GetMembers(forms.Method).OfType<IMethodSymbol>())
        {
            if (Parse(method, type, forms, boundary, context) is not { } handler) isWhole = false;
            else if (handlers.Any(other => other.Spec.Event == handler.Event)) isWhole = Refuse(RefusalKind.HandlerTwice, method);
            else handlers.Add((method, handler));
        }

        if (isWhole && handlers.Count == 0) isWhole = Refuse(RefusalKind.NoHandlers, type);
        return isWhole ? InOrder(handlers).ToEquatableArray() : null;

        bool Refuse(RefusalKind kind, ISymbol subject) => context.Refuse(kind, subject, type);
    }

    private static HandlerSpec? Parse(
        IMethodSymbol method,
        INamedTypeSymbol type,
        HandlerForms forms,
        IReadOnlyCollection<RequiredTag> boundary,
        ParseContext context)
    {
        if (method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Error || parameter.Name.Length == 0))
            return Refuse(RefusalKind.Incomplete, method);
        if (forms.FormOf(method, type) is not { } form) return Refuse(RefusalKind.BadHandler, method);
        var first = form is HandlerForm.Static or HandlerForm.MakesOrChanges or HandlerForm.MayMake ? 1 : 0;
        if (ExtrasOf(method.Parameters.Skip(first + 1), forms) is not { } extras) return Refuse(RefusalKind.BadHandler, method);

        var parameter = method.Parameters[first];
        if (parameter.Type is not INamedTypeSymbol e) return Refuse(RefusalKind.HandlerOfNoEvent, parameter);
        var decodes = parameter.Name != "_" || Mentions(method, context.Cancellation);
        if (EventFamilies.IsFamily(e) && !EventTags.IsEvent(e))
        {
            var family = Declaration.Reference(e);
            return new()
            {
                Event = family,
                Parameter = family,
                Family = new() { Wider = EventFamilies.Of(e), Foreign = EventFamilies.Foreign(e, context) },
                Name = "",
                Form = form,
                Decodes = decodes,
                Extras = extras,
            };
        }

        if (!EventTags.IsEvent(e)) return Refuse(RefusalKind.HandlerOfNoEvent, parameter);
        if (EventTags.Of(e, context) is not { } tags) return Refuse(RefusalKind.HandlerOfBadEvent, parameter);
        foreach (var tag in boundary)
        {
            if (tags.Contains(tag.Key) || IsErasure(e, tag.Parameter.Type) || forms.IsFoundOtherwise(method)) continue;
            context.Refuse(RefusalKind.NoBoundaryTag, parameter, tag.Parameter);
            return null;
        }

        return new()
        {
            Event = Declaration.Reference(e),
            Parameter = Declaration.Reference(e),
            Name = TagMark.Name(Attributes.Single(e, KnownSymbols.EventAttribute)!)!,
            Form = form,
            Decodes = decodes,
            Extras = extras,
        };

        HandlerSpec? Refuse(RefusalKind kind, ISymbol subject)
        {
            context.Refuse(kind, subject, type);
            return null;
        }
    }

    /// <summary>An erasure has the tag of its subject, whatever type that is of.</summary>
    private static bool IsErasure(INamedTypeSymbol e, ITypeSymbol tag) =>
        MemberClassifier.Is(e, KnownSymbols.SubjectErased) && Attributes.Has(tag, KnownSymbols.SubjectAttribute);

    /// <returns>Null where something else is wanted, or the same twice.</returns>
    private static EquatableArray<string>? ExtrasOf(IEnumerable<IParameterSymbol> parameters, HandlerForms forms)
    {
        var extras = new List<string>();
        foreach (var parameter in parameters)
        {
            if (forms.ExtraOf(parameter) is not { } extra || extras.Contains(extra)) return null;
            extras.Add(extra);
        }

        return extras.ToEquatableArray();
    }

    /// <summary>A parameter called <c>_</c> is one like any other: whether it is used, its body tells.</summary>
    private static bool Mentions(IMethodSymbol method, CancellationToken cancellation) =>
        new[] { method, method.PartialImplementationPart, method.PartialDefinitionPart }
            .OfType<IMethodSymbol>()
            .SelectMany(static part => part.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<MethodDeclarationSyntax>()
            .SelectMany(static declaration => new SyntaxNode?[] { declaration.Body, declaration.ExpressionBody })
            .Any(static body => body is not null && body.DescendantTokens().Any(IsDiscard));

    private static bool IsDiscard(SyntaxToken token) =>
        token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "_" || token.IsKind(SyntaxKind.UnderscoreToken);

    /// <summary>As declared; over several files by name, since the order of members is then the order of the files.</summary>
    private static IEnumerable<HandlerSpec> InOrder(List<(IMethodSymbol Method, HandlerSpec Spec)> handlers)
    {
        var trees = handlers.SelectMany(static handler => handler.Method.DeclaringSyntaxReferences)
            .Select(static reference => reference.SyntaxTree)
            .Distinct();
        var ordered = trees.Skip(1).Any()
            ? handlers.OrderBy(static handler => handler.Spec.Event, StringComparer.Ordinal)
            : handlers.AsEnumerable();
        return ordered.Select(static handler => handler.Spec);
    }
}
