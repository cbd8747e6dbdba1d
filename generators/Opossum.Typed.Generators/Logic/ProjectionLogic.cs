using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Generators.Logic;

/// <summary>Parses projections, and hashes the code that runs their statements. Only the generator does so.</summary>
internal static class ProjectionLogic
{
    /// <summary>The attribute's name, parts and revision are compared by themselves.</summary>
    private const string Mark = "Projection";

    /// <param name="target">The declaration.</param>
    /// <param name="reached">Takes the files that the hash depends on.</param>
    /// <param name="cancellation">Cancels the parse.</param>
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static ProjectionSpec? Parse(
        GeneratorAttributeSyntaxContext target, ICollection<SyntaxTree> reached, CancellationToken cancellation)
    {
        var (type, compilation) = ((INamedTypeSymbol)target.TargetSymbol, target.SemanticModel.Compilation);
        return ProjectionParser.Parse(type, new(compilation, refusals: null, cancellation)) is { } projection
            ? projection with { Logic = LogicHash.Of(type, Mark, compilation, reached, cancellation) }
            : null;
    }
}
