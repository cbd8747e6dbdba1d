using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>Which events the decision models of a compilation have handlers for. Found when it is first asked for.</summary>
internal sealed class ObservedEvents(Compilation compilation)
{
    private readonly Lazy<Dictionary<ISymbol, INamedTypeSymbol>> _models = new(() => Find(compilation));

    /// <returns>A model that observes the event, by its own type or by a family; null where none does.</returns>
    public INamedTypeSymbol? By(INamedTypeSymbol e)
    {
        if (_models.Value.TryGetValue(e, out var model)) return model;
        return _models.Value.FirstOrDefault(each => EventFamilies.Has((INamedTypeSymbol)each.Key, e)).Value;
    }

    /// <summary>True if a model has a handler that takes the event, by its own type or by a family.</summary>
    public static bool Observes(INamedTypeSymbol model, INamedTypeSymbol e) =>
        Handled(model).Any(each => SymbolEqualityComparer.Default.Equals(each, e) || EventFamilies.Has(each, e));

    /// <summary>
    /// The events of the handlers of one model; empty if it has a handler of a family, whose events depend on other declarations.
    /// </summary>
    public static ImmutableArray<INamedTypeSymbol> Of(INamedTypeSymbol model)
    {
        var handled = Handled(model).ToImmutableArray();
        return handled.All(EventTags.IsEvent) ? handled : [];
    }

    private static IEnumerable<INamedTypeSymbol> Handled(INamedTypeSymbol model) => model.GetMembers("On")
        .OfType<IMethodSymbol>()
        .SelectMany(static handler => handler.Parameters)
        .Select(static parameter => parameter.Type)
        .OfType<INamedTypeSymbol>()
        .Where(static type => EventTags.IsEvent(type) || EventFamilies.IsFamily(type));

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
                    foreach (var e in Handled(type))
                        if (!models.ContainsKey(e)) models[e] = type;
                }

                if (member is INamespaceOrTypeSymbol inner) Visit(inner);
            }
        }
    }
}
