using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>
/// OPSM1001, 1002, 1003, 1007, 1008, 1010, 1016 and 1018: why a declaration has no generated code. It runs the generator's own parsers, so
/// that what is left out and what is reported are the same.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DeclarationRules.OldLanguage, DeclarationRules.NotPartial, DeclarationRules.NotGeneratable, DeclarationRules.NoCodec,
        DeclarationRules.DuplicateField, DeclarationRules.NoConstructor, DeclarationRules.NoTag, DeclarationRules.NoUpcast,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(EventParser.Attribute) is null) return;
            start.RegisterSymbolAction(Explain, SymbolKind.NamedType);
        });
    }

    private static void Explain(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is not { } @class || ParserOf(@class) is not { } parse) continue;
            if (parse(type, context.Compilation, context.CancellationToken) is { } refusals) Report(context, type, refusals);
            return;
        }
    }

    /// <summary>What reads such a declaration, and answers why it makes nothing of it; null where it does.</summary>
    private static Func<INamedTypeSymbol, Compilation, CancellationToken, Refusals?>? ParserOf(INamedTypeSymbol attribute) => attribute switch
    {
        _ when MemberClassifier.Is(attribute, EventParser.Attribute) => static (type, compilation, stop) => ParsedEvents.Of(type, compilation, stop) is { Spec: null, Refusals: var why } ? why : null,
        _ when MemberClassifier.Is(attribute, MemberClassifier.TagAttribute) => static (type, compilation, stop) => new Refusals() is var why && TagTypeParser.Parse(type, compilation, why, stop) is null ? why : null,
        _ when MemberClassifier.Is(attribute, RootParser.Attribute) => static (type, compilation, stop) => new Refusals() is var why && RootParser.Parse(type, compilation, why, stop) is null ? why : null,
        _ => null,
    };

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, Refusals refusals)
    {
        // Never silent: a reason that a parser forgot to give would leave the user with "does not implement IEvent".
        if (refusals.All.Count == 0)
            context.ReportDiagnostic(Diagnostic.Create(DeclarationRules.NotGeneratable, type.Locations[0], type.Name, RefusalText.Unexplained));
        foreach (var refusal in refusals.All)
        {
            if (RefusalText.Of(type, refusal) is { } text)
                context.ReportDiagnostic(Diagnostic.Create(text.Rule, RefusalPlace.Of(type, refusal, context.CancellationToken), RefusalFix.Properties(refusal), text.Arguments));
        }
    }
}
