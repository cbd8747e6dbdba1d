using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Generators.Logic;

/// <summary>Parses read models, and hashes what makes their rows. Only the generator does: rules have no use for it.</summary>
internal static class ReadModelLogic
{
    /// <summary>The attribute's name and revision are compared by themselves.</summary>
    private const string Mark = "ReadModel";

    /// <param name="target">The declaration.</param>
    /// <param name="reached">Takes the files that the hash depends on.</param>
    /// <param name="cancellation">Cancels the parse.</param>
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static ReadModelSpec? Parse(
        GeneratorAttributeSyntaxContext target, ICollection<SyntaxTree> reached, CancellationToken cancellation)
    {
        var (type, compilation) = ((INamedTypeSymbol)target.TargetSymbol, target.SemanticModel.Compilation);
        if (ReadModelParser.Parse(type, new(compilation, refusals: null, cancellation)) is not { } model) return null;
        return model with { Logic = LogicHash.Of(type, Mark, compilation, reached, cancellation) };
    }
}
