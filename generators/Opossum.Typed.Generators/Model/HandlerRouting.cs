using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>
/// Which handler is called for which event, whatever the order of the handlers: that of the event's own type, and otherwise that of the
/// most specific family which the event is of. The emitters of all kinds of handlers print what this decides.
/// </summary>
internal static class HandlerRouting
{
    /// <summary>A handler for each event.</summary>
    /// <param name="handlers">As they are declared, of events and of families.</param>
    /// <param name="boundary">The keys of the tags that an event must be able to carry; what can't is left out of a family.</param>
    /// <param name="members">The events of families that this assembly declares.</param>
    /// <returns>Those of events first, then those of families by the names of the events.</returns>
    public static EquatableArray<HandlerSpec> Resolve(
        EquatableArray<HandlerSpec> handlers, IReadOnlyCollection<string> boundary, EquatableArray<FamilyMember> members)
    {
        if (handlers.All(static handler => handler.Family is null)) return handlers;
        var ofFamilies = Candidates(handlers, boundary, members).Select(static each => MostSpecific(each.Handlers) with
        {
            Event = each.Event.Event, Name = each.Event.Name, Family = null,
        });
        return handlers.Where(static handler => handler.Family is null).Concat(ofFamilies).ToEquatableArray();
    }

    /// <summary>The handlers of families that no event is left for.</summary>
    /// <inheritdoc cref="Resolve"/>
    public static IEnumerable<HandlerSpec> Unreached(
        EquatableArray<HandlerSpec> handlers, IReadOnlyCollection<string> boundary, EquatableArray<FamilyMember> members)
    {
        // An event that is ambiguous is reported as such, and is left for each of them.
        var reached = new HashSet<HandlerSpec>(Candidates(handlers, boundary, members)
            .SelectMany(static each => each.Handlers.Any(one => IsMostSpecific(one, each.Handlers))
                ? [MostSpecific(each.Handlers)]
                : each.Handlers));
        return handlers.Where(handler => handler.Family is not null && !reached.Contains(handler));
    }

    /// <summary>The events that several handlers take, none of which is more specific than all the others.</summary>
    /// <inheritdoc cref="Resolve"/>
    public static IEnumerable<(FamilyMember Event, HandlerSpec[] Handlers)> Ambiguous(
        EquatableArray<HandlerSpec> handlers, IReadOnlyCollection<string> boundary, EquatableArray<FamilyMember> members) =>
        Candidates(handlers, boundary, members).Where(static each => !each.Handlers.Any(one => IsMostSpecific(one, each.Handlers)));

    /// <summary>For each event without a handler of its own, by name, the handlers of families that it is of.</summary>
    private static IEnumerable<(FamilyMember Event, HandlerSpec[] Handlers)> Candidates(
        EquatableArray<HandlerSpec> handlers, IReadOnlyCollection<string> boundary, EquatableArray<FamilyMember> members)
    {
        var taken = new HashSet<string>(
            handlers.Where(static handler => handler.Family is null).Select(static handler => handler.Event), StringComparer.Ordinal);
        return handlers.Where(static handler => handler.Family is not null)
            .SelectMany(handler => MembersOf(handler, members).Select(member => (Handler: handler, Member: member)))
            .Where(each => !taken.Contains(each.Member.Event) && boundary.All(each.Member.TagKeys.Contains))
            .GroupBy(static each => each.Member.Event, StringComparer.Ordinal)
            .OrderBy(static same => same.Key, StringComparer.Ordinal)
            .Select(static same => (same.First().Member, same.Select(static each => each.Handler).ToArray()));
    }

    /// <summary>Where there is none, an analyzer asks for a handler of the event itself, and which of them it is means nothing.</summary>
    private static HandlerSpec MostSpecific(HandlerSpec[] handlers) =>
        handlers.FirstOrDefault(one => IsMostSpecific(one, handlers))
            ?? handlers.OrderBy(static handler => handler.Parameter, StringComparer.Ordinal).First();

    /// <summary>True if the handler's family is a part of those of all the others.</summary>
    private static bool IsMostSpecific(HandlerSpec one, HandlerSpec[] handlers) =>
        handlers.All(other => other.Parameter == one.Parameter || one.Family!.Wider.Contains(other.Parameter));

    private static IEnumerable<FamilyMember> MembersOf(HandlerSpec handler, EquatableArray<FamilyMember> own) =>
        own.Where(member => member.Family == handler.Parameter).Concat(handler.Family!.Foreign);
}
