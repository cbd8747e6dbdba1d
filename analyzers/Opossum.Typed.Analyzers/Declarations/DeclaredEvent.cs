using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>A record with <c>[Event]</c>, for the rules that compare several.</summary>
internal sealed class DeclaredEvent(INamedTypeSymbol type, EventMark mark)
{
    public INamedTypeSymbol Type => type;

    public EventMark Mark => mark;

    /// <returns>Null for a type that is not an event, or has a name or a version that can't be stored.</returns>
    public static DeclaredEvent? Read(INamedTypeSymbol type) =>
        EventMark.Read(type) is { } mark ? new(type, mark) : null;

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
