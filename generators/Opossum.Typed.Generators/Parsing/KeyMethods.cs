using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads the <c>KeyOf</c> methods of a read model: one for each event that has a handler, or for a family that it is of.</summary>
internal static class KeyMethods
{
    /// <param name="type">The read model.</param>
    /// <param name="form">How its rows are found.</param>
    /// <param name="key">The columns of its key.</param>
    /// <param name="handlers">Its handlers; null where they are refused.</param>
    /// <param name="context">The parse of the read model.</param>
    /// <returns>Null when one of them can't be called, is missing, or is of no use.</returns>
    public static EquatableArray<HandlerSpec>? Read(
        INamedTypeSymbol type, KeyForm form, IReadOnlyList<Column> key, EquatableArray<HandlerSpec>? handlers, ParseContext context)
    {
        IMethodSymbol[] methods = [.. type.GetMembers(RowKey.Method).OfType<IMethodSymbol>().Where(IsOwn)];
        if (form != KeyForm.KeyOf)
        {
            foreach (var method in methods) context.Refuse(RefusalKind.KeyOfNothing, method, type);
            return methods.Length == 0 ? EquatableArray<HandlerSpec>.Empty : null;
        }

        EquatableArray<HandlerSpec>? given = methods.Length == 0
            ? EquatableArray<HandlerSpec>.Empty
            : HandlerParser.Parse(type, HandlerForms.OfKey(key), [], context);
        if (given is not { } keys || handlers is not { } handled) return null;
        var isWhole = true;
        IParameterSymbol[] eventsOfHandlers = [.. handled.Select(each => ParameterOf("On", each))];
        IParameterSymbol[] eventsOfKeys = [.. keys.Select(each => ParameterOf(RowKey.Method, each))];
        foreach (var one in eventsOfHandlers)
            if (!eventsOfKeys.Any(each => Takes(each, one))) isWhole = context.Refuse(RefusalKind.NoKeyOf, one, type);
        foreach (var each in eventsOfKeys)
            if (!eventsOfHandlers.Any(handler => Takes(each, handler) || Takes(handler, each)))
                isWhole = context.Refuse(RefusalKind.IdleKeyOf, each, type);
        return isWhole ? keys : null;

        IParameterSymbol ParameterOf(string name, HandlerSpec of) => type.GetMembers(name).OfType<IMethodSymbol>()
            .SelectMany(static method => method.Parameters)
            .First(parameter => Declaration.Reference(parameter.Type) == of.Parameter);
    }

    /// <summary>Whether a method that takes one event, or a family, takes all that another one takes.</summary>
    private static bool Takes(IParameterSymbol wide, IParameterSymbol narrow) =>
        SymbolEqualityComparer.Default.Equals(wide.Type, narrow.Type)
        || EventFamilies.Has(wide.Type, (INamedTypeSymbol)narrow.Type);

    /// <summary>Analyzers see the record when it is complete.</summary>
    private static bool IsOwn(IMethodSymbol method) => method.MethodKind == MethodKind.Ordinary;
}
