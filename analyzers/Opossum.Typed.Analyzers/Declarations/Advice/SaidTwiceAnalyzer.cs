using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>
/// OPSM1013: <c>[Tag]</c> or <c>[Field]</c> on a parameter and on its property, both saying the same. Where they differ, nothing is
/// generated.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SaidTwiceAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.SaidTwice,
        title: "Attribute is on the parameter and on its property",
        messageFormat: "[{0}] on '{1}' is said on the parameter already; remove it here, before somebody changes one of the two",
        RuleCategories.Declaration,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "On a positional record an attribute may stand on the parameter or on the property, which mean the same. On both, "
            + "the two can come to differ, and then nothing is generated.",
        helpLinkUri: RuleIds.PageOf(RuleIds.SaidTwice));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Look, SyntaxKind.Attribute);
    }

    private static void Look(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        var isTag = AttributeReader.MayBe(attribute, KnownSymbols.TagAttribute);
        if (!isTag && !AttributeReader.MayBe(attribute, KnownSymbols.FieldAttribute)) return;
        if (Parameter(attribute) is not { } parameter) return;
        var itsOwn = parameter.AttributeLists.Where(static list => list.Target is null).SelectMany(static list => list.Attributes);
        if (!itsOwn.Any(IsSame) || !IsSame(attribute)) return;
        var name = isTag ? "Tag" : "Field";
        context.ReportDiagnostic(Diagnostic.Create(Rule, attribute.GetLocation(), name, parameter.Identifier.ValueText));

        bool IsSame(AttributeSyntax other)
        {
            var fullName = isTag ? KnownSymbols.TagAttribute : KnownSymbols.FieldAttribute;
            return AttributeReader.Is(other, fullName, context.SemanticModel, context.CancellationToken);
        }
    }

    /// <summary>
    /// The parameter that the attribute's property is made of: by <c>[property: …]</c>, or of the same name in the head of the record.
    /// </summary>
    private static ParameterSyntax? Parameter(AttributeSyntax attribute) => AttributeReader.Owner(attribute) switch
    {
        ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } parameter
            when ((AttributeListSyntax)attribute.Parent!).Target?.Identifier.IsKind(SyntaxKind.PropertyKeyword) == true => parameter,
        PropertyDeclarationSyntax { Parent: RecordDeclarationSyntax { ParameterList: { } parameters } } property =>
            parameters.Parameters.FirstOrDefault(parameter => parameter.Identifier.ValueText == property.Identifier.ValueText),
        _ => null,
    };
}
