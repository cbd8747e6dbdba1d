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
        if (Attributes.Single(type, KnownSymbols.EventAttribute) is not null && EventMark.Read(type) is { } mark)
            events.Add(new(type, mark));
    }

    /// <summary>The newest version of each name.</summary>
    public static Dictionary<string, DeclaredEvent> Newest(IEnumerable<DeclaredEvent> events)
    {
        var newest = new Dictionary<string, DeclaredEvent>(StringComparer.Ordinal);
        foreach (var e in events)
            if (!newest.TryGetValue(e.Mark.Name, out var known) || known.Mark.Version < e.Mark.Version) newest[e.Mark.Name] = e;
        return newest;
    }

    public bool IsOlder(Dictionary<string, DeclaredEvent> newest) => mark.Version < newest[mark.Name].Mark.Version;
}
