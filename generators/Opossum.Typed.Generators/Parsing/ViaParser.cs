using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads <c>[Via]</c> on the handlers of a read model: by which tag of which earlier event the rows are found.</summary>
internal sealed class ViaParser(INamedTypeSymbol type, KeyForm form, IReadOnlyList<Column> key, ParseContext context)
{
    /// <summary>Whether a method finds its rows by way of another event.</summary>
    public static bool IsMarked(ISymbol method) => Attributes.Has(method, KnownSymbols.ViaAttribute);

    /// <summary>The handlers with what the attributes say.</summary>
    /// <returns>Null when one of them can't lead to a row.</returns>
    public EquatableArray<HandlerSpec>? Parse(EquatableArray<HandlerSpec>? handlers)
    {
        var links = new Dictionary<string, LinkSpec[]>(StringComparer.Ordinal);
        var isWhole = handlers is not null;
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(IsMarked))
        {
            if (method.Name != "On") isWhole = context.Refuse(RefusalKind.ViaOfNoHandler, method, type);
            else if (form != KeyForm.Tags) isWhole = context.Refuse(RefusalKind.ViaWithoutTags, method, type);
            else if (EventOf(method) is { } e) isWhole &= TryRead(method, e, links);
        }

        if (!isWhole) return null;
        return handlers!.Value
            .Select(each => links.TryGetValue(each.Event, out var found) ? each with { Links = found.ToEquatableArray() } : each)
            .ToEquatableArray();
    }

    private bool TryRead(IMethodSymbol method, IParameterSymbol e, Dictionary<string, LinkSpec[]> links)
    {
        var later = (INamedTypeSymbol)e.Type;
        if (!EventTags.IsEvent(later)) return context.Refuse(RefusalKind.ViaOfFamily, method, later);
        if (EventTags.Of(later, context) is not { } tags) return false;         // as HandlerParser has said
        if (key.All(part => tags.Contains(part.Spec.Tag!.Value.Key))) return context.Refuse(RefusalKind.IdleVia, method, later);
        var found = new List<LinkSpec>();
        foreach (var attribute in method.GetAttributes().Where(static each => Attributes.Is(each, KnownSymbols.ViaAttribute)))
        {
            if (LinkOf(attribute, method, tags) is not { } link) return false;
            if (found.Contains(link)) return context.Refuse(RefusalKind.ViaTwice, method, later);
            found.Add(link);
        }

        links[Declaration.Reference(later)] = [.. found];
        return true;
    }

    private LinkSpec? LinkOf(AttributeData attribute, IMethodSymbol method, IReadOnlyCollection<string> tags)
    {
        if (attribute is not { AttributeClass.TypeArguments: [INamedTypeSymbol { TypeKind: not TypeKind.Error } earlier] })
            return Refuse(RefusalKind.Incomplete, type);
        if (!EventTags.IsEvent(earlier)) return Refuse(RefusalKind.ViaOfNoEvent, earlier);
        if (EventTags.Of(earlier, context) is not { } own) return Refuse(RefusalKind.ViaOfBadEvent, earlier);
        if (!key.All(part => own.Contains(part.Spec.Tag!.Value.Key))) return Refuse(RefusalKind.ViaWithoutKey, earlier);
        string[] shared = [.. own.Where(tags.Contains).OrderBy(static each => each, StringComparer.Ordinal)];
        string[] beside = [.. shared.Where(each => key.All(part => part.Spec.Tag!.Value.Key != each))];
        if (attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string named }])
        {
            if (!shared.Contains(named)) return Refuse(RefusalKind.ViaOfOtherTag, earlier);
            beside = [named];
        }

        // A part of the key that both carry leads to more rows than are meant, unless somebody says so.
        if (beside.Length == 0 && shared.Length > 0 || beside.Length > 1) return Refuse(RefusalKind.AmbiguousVia, earlier);
        if (beside.Length == 0) return Refuse(RefusalKind.ViaWithoutLink, earlier);
        return new(
            Declaration.Reference(earlier), TagMark.Name(Attributes.Single(earlier, KnownSymbols.EventAttribute)!)!, beside[0]);

        LinkSpec? Refuse(RefusalKind kind, ISymbol other)
        {
            context.Refuse(kind, method, other);
            return null;
        }
    }

    /// <summary>The parameter that is the event: behind the row, if the method takes that.</summary>
    private IParameterSymbol? EventOf(IMethodSymbol method)
    {
        var parameters = method.Parameters.AsEnumerable();
        if (method.IsStatic && method.Parameters is [var first, _, ..] && SymbolEqualityComparer.Default.Equals(first.Type, type))
            parameters = parameters.Skip(1);
        return parameters.FirstOrDefault() is { Type: INamedTypeSymbol { TypeKind: not TypeKind.Error } } e ? e : null;
    }
}
