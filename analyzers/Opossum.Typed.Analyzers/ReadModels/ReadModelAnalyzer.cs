using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Decisions;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.ReadModels;

/// <summary>
/// OPSM3027, 3029 to 3031, 3039 to 3041, and the rules on declarations and handlers, of read models, rows and
/// projections: why one has no generated
/// code. It runs the generator's own parsers.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReadModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DeclarationRules.OldLanguage, DeclarationRules.NotPartial, DeclarationRules.NotGeneratable, DeclarationRules.NoCodec,
        DeclarationRules.DuplicateField, DeclarationRules.NoConstructor, DeclarationRules.NoTag, DecisionRules.BadHandler,
        ReadModelRules.BadReadModel, ReadModelRules.NoKeyTag, ReadModelRules.BadKey, ReadModelRules.BadColumn, ReadModelRules.BadVia,
        ReadModelRules.BadJoin, ReadModelRules.BadProjection,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.ReadModelAttribute) is null) return;
            start.RegisterSymbolAction(Explain, SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(ExplainVia, SyntaxKind.Attribute);
        });
    }

    /// <summary>Outside of a read model the attribute has no effect.</summary>
    private static void ExplainVia(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().LastOrDefault() is not { } name
            || name.Identifier.ValueText is not ("Via" or "ViaAttribute")
            || attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } method
            || Attributes.Has(method.ContainingType, KnownSymbols.ReadModelAttribute)
            || !ViaParser.IsMarked(method)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            ReadModelRules.BadVia,
            declaration.Identifier.GetLocation(),
            RefusalFix.ViaRemoval,
            $"{method.ContainingType.Name}.{method.Name}",
            ReadModelText.OnlyHandlers));
    }

    private static void Explain(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (Attributes.Has(type, KnownSymbols.ReadModelAttribute))
        {
            var refusals = new Refusals();
            if (ReadModelParser.Parse(type, new(context.Compilation, refusals, context.CancellationToken)) is null)
                Report(context, type, refusals);
        }

        if (Attributes.Has(type, KnownSymbols.ProjectionAttribute))
        {
            var refusals = new Refusals();
            if (ProjectionParser.Parse(type, new(context.Compilation, refusals, context.CancellationToken)) is null)
                Report(context, type, refusals);
        }

        if (Attributes.Has(type, KnownSymbols.RowAttribute))
        {
            var refusals = new Refusals();
            if (RowRecordParser.Parse(type, new(context.Compilation, refusals, context.CancellationToken)) is null)
                Report(context, type, refusals);
        }
    }

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, Refusals refusals)
    {
        // Never silent, as in DeclarationAnalyzer.
        if (refusals.All.Count == 0)
            context.ReportDiagnostic(
                Diagnostic.Create(DeclarationRules.NotGeneratable, type.Locations[0], type.Name, RefusalText.Unexplained));
        foreach (var refusal in refusals.All)
        {
            if (ReadModelText.Of(type, refusal) is { } text)
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        text.Rule,
                        RefusalPlace.Of(type, refusal, context.CancellationToken),
                        RefusalFix.Properties(refusal),
                        text.Arguments));
        }
    }
}
