using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>
/// The events of a compilation by their names, found when somebody first asks: rules on one record have to speak while the user types.
/// </summary>
internal sealed class DeclaredEvents(Compilation compilation)
{
    private readonly Lazy<Dictionary<string, DeclaredEvent[]>> _versions = new(() => Find(compilation));
    private readonly ConcurrentDictionary<ISymbol, StoredEvent?> _stored = new(SymbolEqualityComparer.Default);

    /// <summary>The event's newest record; null where no event has the name, or had it.</summary>
    public DeclaredEvent? Newest(string name) => _versions.Value.TryGetValue(name, out var versions) ? versions[^1] : null;

    /// <summary>The record by which payloads of a version are read: its own, or the next higher one. Null where there is none.</summary>
    public DeclaredEvent? ReaderOf(string name, int version) =>
        _versions.Value.TryGetValue(name, out var versions) ? versions.FirstOrDefault(e => e.Mark.Version >= version) : null;

    /// <returns>Null where the record gets no generated code; another rule says why.</returns>
    public StoredEvent? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (_stored.TryGetValue(type, out var known)) return known;
        return _stored[type] = StoredEvent.Of(type, compilation, cancellation);
    }

    /// <summary>By every name that an event has or had, its versions upwards.</summary>
    private static Dictionary<string, DeclaredEvent[]> Find(Compilation compilation)
    {
        var events = new List<DeclaredEvent>();
        Visit(compilation.Assembly.GlobalNamespace);
        var byName = events
            .OrderBy(static e => e.Mark.Version).ThenBy(static e => Declaration.ReadableName(e.Type), StringComparer.Ordinal)
            .GroupBy(static e => e.Mark.Name, StringComparer.Ordinal)
            .ToDictionary(static versions => versions.Key, static versions => versions.ToArray(), StringComparer.Ordinal);

        // A name that is another event's, too, is OPSM1006's.
        foreach (var versions in byName.Values.ToArray())
        {
            foreach (var alias in versions[^1].Mark.Aliases)
                if (!byName.ContainsKey(alias)) byName.Add(alias, versions);
        }

        return byName;

        void Visit(INamespaceOrTypeSymbol container)
        {
            foreach (var member in container.GetMembers())
            {
                if (member is INamedTypeSymbol type && DeclaredEvent.Read(type) is { } e) events.Add(e);
                if (member is INamespaceOrTypeSymbol inner) Visit(inner);
            }
        }
    }
}
