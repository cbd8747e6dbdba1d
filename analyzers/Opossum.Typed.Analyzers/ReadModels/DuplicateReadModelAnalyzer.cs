using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.ReadModels;

/// <summary>OPSM3028: two read models of one name, which would share one table.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateReadModelAnalyzer : UniqueNameAnalyzer
{
    private static readonly DiagnosticDescriptor Duplicate = new(
        RuleIds.DuplicateReadModel,
        title: "Name of a read model is used twice",
        messageFormat: "'{0}' has the name '{1}' of the read model '{2}', and a table has the rows of one; give it another",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The name of a read model is that of its table. Of two with one name, the assembly's set of read models has the first "
            + "by full name only.",
        helpLinkUri: RuleIds.PageOf(RuleIds.DuplicateReadModel),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Duplicate];

    private protected override string Attribute => KnownSymbols.ReadModelAttribute;

    private protected override string Other => KnownSymbols.ProjectionAttribute;

    private protected override DiagnosticDescriptor Rule => Duplicate;

    private protected override string? NameOf(AttributeData attribute) =>
        ReadModelParser.TryReadName(attribute, out var name) ? name : null;
}
