using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.ReadModels;

/// <summary>
/// CA1822 asks to make a method static that does not use its object. Of a read model's handler that is wrong advice: <c>static</c> says
/// there that the event makes a row, and <c>Seat? On(SeatFreed _) => null</c> deletes one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticHandlerSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Rule = new(
        "OPSMS001", "CA1822", "A handler of a read model that is static makes rows, and one that is not changes or deletes them.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [Rule];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree) continue;
            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            if (context.GetSemanticModel(tree).GetDeclaredSymbol(node, context.CancellationToken)
                is IMethodSymbol { Name: "On", ContainingType: { } type } && Attributes.Has(type, KnownSymbols.ReadModelAttribute))
                context.ReportSuppression(Suppression.Create(Rule, diagnostic));
        }
    }
}
