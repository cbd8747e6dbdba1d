using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>OPSM3025: a file in which a consumer keeps its position by hand, beside the progress that the store keeps.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PositionFileAnalyzer : HandlerAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.PositionFile,
        title: "Handler keeps its position in a file",
        messageFormat: "This file holds the position of a consumer, whose progress the store keeps already; remove it, and ask "
            + "GetStatusAsync how far the consumer is",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The progress of a consumer is in its store, checked against it, and in its backups. A file beside it says something "
            + "else after a crash, after a restore, and when the consumer is moved.",
        helpLinkUri: RuleIds.PageOf(RuleIds.PositionFile));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override IEnumerable<Diagnostic> Look(Delivery delivery) =>
        delivery.Frames.SelectMany(static frame => frame.Calls
            .Where(Overwrites)
            .Where(call => call.Arguments.Any(each => each.Parameter?.Ordinal == 1 && PositionText.Is(each.Value, frame)))
            .Select(static call => Diagnostic.Create(Rule, call.Syntax.GetLocation())));

    /// <summary>True for what replaces all that a file holds. What appends to one keeps a list, which has other uses.</summary>
    private static bool Overwrites(IInvocationOperation call) =>
        call.TargetMethod is { ContainingType: var type, Parameters.Length: >= 2 } method
        && method.Name is "WriteAllText" or "WriteAllTextAsync" or "WriteAllBytes" or "WriteAllBytesAsync" or "WriteAllLines"
            or "WriteAllLinesAsync"
        && MemberClassifier.Is(type, KnownSymbols.File);
}
