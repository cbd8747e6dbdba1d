using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>Which events the decision models of a compilation have handlers for. Found when it is first asked for.</summary>
internal sealed class ObservedEvents(Compilation compilation)
{
    private readonly Lazy<Dictionary<ISymbol, INamedTypeSymbol>> _models = new(() => Find(compilation));

    /// <returns>A model that observes the event; null where none does.</returns>
    public INamedTypeSymbol? By(INamedTypeSymbol e) => _models.Value.TryGetValue(e, out var model) ? model : null;

    /// <summary>The events of the handlers of one model.</summary>
    public static IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol model) => model.GetMembers("On")
        .OfType<IMethodSymbol>()
        .SelectMany(static handler => handler.Parameters)
        .Select(static parameter => parameter.Type)
        .OfType<INamedTypeSymbol>()
        .Where(EventTags.IsEvent);

    public static bool IsModel(ITypeSymbol type) => Attributes.Single(type, KnownSymbols.DecisionModelAttribute) is not null;

    private static Dictionary<ISymbol, INamedTypeSymbol> Find(Compilation compilation)
    {
        var models = new Dictionary<ISymbol, INamedTypeSymbol>(SymbolEqualityComparer.Default);
        Visit(compilation.Assembly.GlobalNamespace);
        return models;

        void Visit(INamespaceOrTypeSymbol container)
        {
            foreach (var member in container.GetMembers())
            {
                if (member is INamedTypeSymbol type && IsModel(type))
                {
                    foreach (var e in Of(type))
                        if (!models.ContainsKey(e)) models[e] = type;
                }

                if (member is INamespaceOrTypeSymbol inner) Visit(inner);
            }
        }
    }
}
