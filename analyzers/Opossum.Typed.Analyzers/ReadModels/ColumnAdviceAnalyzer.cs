using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations.Advice;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.ReadModels;

/// <summary>OPSM1020 of columns: an attribute that names a field, or leaves one out, where none of it is looked at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ColumnAdviceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ForeignAttribute.Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.ReadModelAttribute) is null) return;
            start.RegisterSymbolAction(Look, SymbolKind.NamedType);
        });
    }

    private static void Look(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var isReadModel = Attributes.Has(type, KnownSymbols.ReadModelAttribute);
        if (!isReadModel && !Attributes.Has(type, KnownSymbols.RowAttribute)) return;
        var row = new RowParser(type, isReadModel, new(context.Compilation, refusals: null, context.CancellationToken));
        if (!row.TryRead()) return;
        foreach (var column in row.Columns)
        {
            foreach (var attribute in (column.Parameter?.GetAttributes() ?? []).Concat(column.Property.GetAttributes()))
            {
                if (ForeignAttribute.ColumnAdvice(attribute, isReadModel, column.Parameter is null) is not { } advice) continue;
                if (attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is not { } place) continue;
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        ForeignAttribute.Rule,
                        place.GetLocation(),
                        attribute.AttributeClass!.Name.Replace("Attribute", ""),
                        $"{type.Name}.{column.Property.Name}",
                        advice));
            }
        }
    }
}
