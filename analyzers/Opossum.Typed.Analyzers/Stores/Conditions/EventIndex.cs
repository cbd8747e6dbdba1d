using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>The events of a compilation, by the names that they are stored under. Found when it is first asked for.</summary>
internal sealed class EventIndex(Compilation compilation)
{
    private readonly Lazy<ILookup<string, INamedTypeSymbol>> _byName = new(() => Find(compilation));

    public IEnumerable<INamedTypeSymbol> All =>
        _byName.Value.SelectMany(static each => each).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>
    /// The keys of the tags that any version of the event declares, since old events keep the tags that they were stored with.
    /// </summary>
    /// <returns>Null where one version does not compile, or can't be seen from here.</returns>
    public IReadOnlyCollection<string>? TagKeys(INamedTypeSymbol e, CancellationToken cancellation)
    {
        if (EventMark.Read(e) is not { } mark) return null;
        if (SymbolEqualityComparer.Default.Equals(e.ContainingAssembly, compilation.Assembly)) return TagKeys(mark.Name, cancellation);
        return mark.Version == 1 ? EventTags.Of(e, new(compilation, refusals: null, cancellation)) : null;
    }

    /// <inheritdoc cref="TagKeys(INamedTypeSymbol, CancellationToken)"/>
    public IReadOnlyCollection<string>? TagKeys(string name, CancellationToken cancellation)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in _byName.Value[name])
        {
            if (EventTags.Of(version, new(compilation, refusals: null, cancellation)) is not { } own) return null;
            keys.UnionWith(own);
        }

        return _byName.Value.Contains(name) ? keys : null;
    }

    private static ILookup<string, INamedTypeSymbol> Find(Compilation compilation)
    {
        var events = new List<(string Name, INamedTypeSymbol Event)>();
        Visit(compilation.Assembly.GlobalNamespace);
        return events.ToLookup(static each => each.Name, static each => each.Event, StringComparer.Ordinal);

        void Visit(INamespaceOrTypeSymbol container)
        {
            foreach (var member in container.GetMembers())
            {
                if (member is INamedTypeSymbol type && EventTags.IsEvent(type) && EventMark.Read(type) is { } mark)
                    events.AddRange(mark.Names.Select(name => (name, type)));
                if (member is INamespaceOrTypeSymbol inner) Visit(inner);
            }
        }
    }
}
