using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

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
    /// Whether an event has exactly one tag of a key: that of one member, which is neither a collection nor null. Of another assembly's
    /// event that can't be told, and it is looked at when the event is read.
    /// </summary>
    public static bool IsSingle(INamedTypeSymbol e, string key, ParseContext context)
    {
        if (!context.IsOwn(e)) return true;
        if (EventParser.Parse(e, context.Silent) is not { } spec) return false;
        var sources = spec.Body.Tags.Where(source => Has(source.Value, source, [])).ToArray();
        return sources is [{ Value.IsNullable: false } only]
            && spec.Types[only.Value.Type] is not (ListSpec or MapSpec or RecordSpec or CasesSpec);

        bool Has(ValueSpec value, TagSourceSpec source, HashSet<int> within) => within.Add(value.Type) && spec.Types[value.Type] switch
        {
            ListSpec list => Has(list.Item, source, within),
            MapSpec map => Has(new(map.Key, IsNullable: false), source, within) || Has(map.Item, source, within),
            CasesSpec cases => cases.Cases.Any(each => Has(new(each.Type, IsNullable: false), source, within))
                || cases.Itself is { } itself && Has(new(itself, IsNullable: false), source, within),
            RecordSpec record => record.Body.Tags.Any(each => Has(each.Value, each, within)),
            WrapperSpec { Key: { } own } wrapper => own == key || wrapper.Aliases.Contains(key),
            _ => source.Key == key || source.Aliases.Contains(key),
        };
    }

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
