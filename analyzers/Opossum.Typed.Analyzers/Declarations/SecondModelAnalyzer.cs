using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>OPSM1014: a second <c>[EventModel]</c> in one assembly.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecondModelAnalyzer : UniqueNameAnalyzer
{
    private static readonly DiagnosticDescriptor Second = new(
        RuleIds.SecondModel,
        title: "Assembly has two event models",
        messageFormat: "'{0}' is a second event model beside '{2}', with the same events; an assembly has one, so remove one or move it "
            + "to an assembly of its own",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An event model holds all events of its assembly. A second one would hold the same, whatever its name promises.",
        helpLinkUri: RuleIds.PageOf(RuleIds.SecondModel),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Second];

    private protected override string Attribute => KnownSymbols.EventModelAttribute;

    private protected override DiagnosticDescriptor Rule => Second;

    /// <summary>All share one: there is one model, whatever the class is called.</summary>
    private protected override string? NameOf(AttributeData attribute) => "";
}
