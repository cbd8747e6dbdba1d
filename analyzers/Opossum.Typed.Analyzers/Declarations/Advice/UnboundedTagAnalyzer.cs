using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>OPSM1011: a tag of text that says no length.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundedTagAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnboundedTag,
        title: "Tag says no length",
        messageFormat: "The tag '{0}' is text of any length, and an append fails where it is too long for a tag; say how long it can be "
            + "with MaxLength, and check it where it comes in",
        RuleCategories.Declaration,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A tag has at most 1,024 bytes with its key. Text that somebody types in can be longer, and then the append fails. "
            + "MaxLength says in the declaration what callers must keep to.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnboundedTag));

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
        if (!AttributeReader.MayBe(attribute, KnownSymbols.TagAttribute)
            || attribute.ArgumentList is not { Arguments: { Count: > 0 } arguments }
            || arguments[0] is not { NameEquals: null } key) return;
        if (arguments.Any(static argument => argument.NameEquals?.Name.Identifier.ValueText == "MaxLength")) return;
        if (!AttributeReader.Is(attribute, KnownSymbols.TagAttribute, context.SemanticModel, context.CancellationToken)) return;
        if (AttributeReader.Owner(attribute) is not { } owner
            || context.SemanticModel.GetDeclaredSymbol(owner, context.CancellationToken) is not { } symbol
            || !IsText(symbol)) return;
        if (context.SemanticModel.GetConstantValue(key.Expression, context.CancellationToken).Value is string text)
            context.ReportDiagnostic(Diagnostic.Create(Rule, attribute.GetLocation(), text));
    }

    private static bool IsText(ISymbol symbol) => symbol switch
    {
        IParameterSymbol
        {
            ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { IsRecord: true } record },
        } parameter => !IsModel(record)
            && IsText(parameter.Type),
        IPropertySymbol { ContainingType: { IsRecord: true } record } property => !IsModel(record) && IsText(property.Type),
        INamedTypeSymbol { TypeKind: TypeKind.Struct, IsRecord: true } tagType =>
            tagType.InstanceConstructors.Any(static each => each.Parameters is [{ Type.SpecialType: SpecialType.System_String }]),
        _ => false,
    };

    private static bool IsText(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol array => IsText(array.ElementType),
        INamedTypeSymbol { TypeArguments: [var item], IsValueType: false } => IsText(item),
        _ => false,
    };

    /// <summary>The boundary of a model is asked for and never stored.</summary>
    private static bool IsModel(INamedTypeSymbol record) => Attributes.Single(record, KnownSymbols.DecisionModelAttribute) is not null;
}
