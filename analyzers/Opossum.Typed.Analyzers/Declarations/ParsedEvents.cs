using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>An event as the generator's parser read it: what it makes of it, or why it makes nothing.</summary>
internal sealed record ParsedEvent(EventSpec? Spec, Refusals Refusals);

/// <summary>Parses each event of a compilation once, however many rules ask.</summary>
internal static class ParsedEvents
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ISymbol, ParsedEvent>> Known = new();

    public static ParsedEvent Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var events = Known.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));
        if (events.TryGetValue(type, out var known)) return known;
        var refusals = new Refusals();
        return events.GetOrAdd(
            type, new ParsedEvent(EventParser.Parse(type, new ParseContext(compilation, refusals, cancellation)), refusals));
    }
}
