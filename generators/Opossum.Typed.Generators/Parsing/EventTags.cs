using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Which tags an event can carry.</summary>
internal static class EventTags
{
    /// <summary>Whether the type has <c>[Event]</c>.</summary>
    public static bool IsEvent(INamedTypeSymbol type) => Attributes.Single(type, KnownSymbols.EventAttribute) is not null;

    /// <returns>Their keys; null when the event gets no generated code.</returns>
    public static IReadOnlyCollection<string>? Of(INamedTypeSymbol e, ParseContext context) =>
        context.IsOwn(e)
            ? EventParser.Parse(e, context.Silent)?.TagKeys
            : OfAnotherAssembly(e, context);

    /// <summary>
    /// Of another assembly's event the generated half can be seen: a method for each tag type, and the attributes of members.
    /// </summary>
    private static HashSet<string>? OfAnotherAssembly(INamedTypeSymbol e, ParseContext context)
    {
        if (!e.AllInterfaces.Any(static each => MemberClassifier.Is(each, KnownSymbols.IEvent)) || !context.CanName(e)) return null;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in RecordChain.Properties(e))
        {
            foreach (var carrier in Inherited.Carriers(property, parameter: null, e, KnownSymbols.TagAttribute))
                if (TagMark.TryRead(carrier, out var mark) && mark is { } given) keys.UnionWith(given.Keys);
        }

        foreach (var member in e.GetMembers())
        {
            switch (member)
            {
                case IMethodSymbol { Name: "For", IsStatic: true, Parameters: [var only] } when TagMark.TryRead(only.Type, out var mark)
                    && mark is { } given:
                    keys.UnionWith(given.Keys);
                    break;
                case IMethodSymbol maker when maker.MethodKind == MethodKind.Constructor
                    || Attributes.Has(maker, KnownSymbols.EventConstructorAttribute):
                    foreach (var parameter in maker.Parameters)
                        if (TagMark.TryRead(parameter, out var mark) && mark is { } given) keys.UnionWith(given.Keys);
                    break;
            }
        }

        return keys;
    }
}
