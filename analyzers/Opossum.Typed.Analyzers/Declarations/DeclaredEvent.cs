using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>A record with <c>[Event]</c>, for the rules that compare several.</summary>
internal sealed class DeclaredEvent(INamedTypeSymbol type, EventMark mark)
{
    public INamedTypeSymbol Type => type;

    public EventMark Mark => mark;

    public static void Collect(INamedTypeSymbol type, ConcurrentBag<DeclaredEvent> events)
    {
        if (Attributes.Single(type, EventParser.Attribute) is not null && EventMark.Read(type, refusals: null) is { } mark) events.Add(new(type, mark));
    }

    public bool IsOlderThanAnyOf(IEnumerable<DeclaredEvent> events) => events.Any(other => other.Mark.Name == mark.Name && other.Mark.Version > mark.Version);
}
