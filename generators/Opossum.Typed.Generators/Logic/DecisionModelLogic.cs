using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Generators.Logic;

/// <summary>Parses decision models, and hashes what folds events into them. Only the generator does: rules have no use for it.</summary>
internal static class DecisionModelLogic
{
    /// <param name="target">The declaration.</param>
    /// <param name="reached">Takes the files that the hash depends on.</param>
    /// <param name="cancellation">Cancels the parse.</param>
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static DecisionModelSpec? Parse(
        GeneratorAttributeSyntaxContext target, ICollection<SyntaxTree> reached, CancellationToken cancellation)
    {
        if (DecisionModelParser.Parse(target, cancellation) is not { } model) return null;
        var (type, compilation) = ((INamedTypeSymbol)target.TargetSymbol, target.SemanticModel.Compilation);
        return model with { Logic = LogicHash.Of(type, mark: "DecisionModel", compilation, reached, cancellation) };
    }
}
