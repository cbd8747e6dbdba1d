using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>What a handler of a family needs beside those events of it that this assembly declares.</summary>
internal sealed record FamilySpec
{
    /// <summary>The families that this one is a part of, as source: of two handlers the more specific one is called.</summary>
    public required EquatableArray<string> Wider { get; init; }

    /// <summary>The events of other assemblies.</summary>
    public required EquatableArray<FamilyMember> Foreign { get; init; }
}

/// <summary>That an event is of a family.</summary>
/// <param name="Family">The family as source.</param>
/// <param name="Event">The event as source.</param>
/// <param name="Name">The event's name in the log.</param>
/// <param name="TagKeys">The keys of the tags that the event can carry, in ordinal order.</param>
internal readonly record struct FamilyMember(string Family, string Event, string Name, EquatableArray<string> TagKeys)
{
    public static IEnumerable<FamilyMember> Of(EventSpec e) => e.Families.Select(family => new FamilyMember(
        family, e.Declaration.Reference, e.Name, e.TagKeys.OrderBy(static key => key, StringComparer.Ordinal).ToEquatableArray()));
}
