using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Decisions;

/// <summary>OPSM3021: two consumers of one name, which would share one progress.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateConsumerAnalyzer : UniqueNameAnalyzer
{
    private static readonly DiagnosticDescriptor Duplicate = new(
        RuleIds.DuplicateConsumer,
        title: "Consumer name is used twice",
        messageFormat: "'{0}' has the name '{1}' of the consumer '{2}', and progress is kept under the name; give it another",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The progress of a consumer is kept under its name. Of two consumers with one name in one store, the second one that "
            + "is started is refused; started after the other, it would go on where that one was.",
        helpLinkUri: RuleIds.PageOf(RuleIds.DuplicateConsumer),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Duplicate];

    private protected override string Attribute => KnownSymbols.ConsumerAttribute;

    private protected override DiagnosticDescriptor Rule => Duplicate;

    private protected override string? NameOf(AttributeData attribute) =>
        ConsumerParser.TryReadName(attribute, out var name) ? name : null;
}
