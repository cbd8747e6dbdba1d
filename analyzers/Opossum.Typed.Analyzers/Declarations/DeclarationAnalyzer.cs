using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>
/// OPSM1001, 1002, 1003, 1007, 1008, 1010, 1016, 1018, 1023 to 1026 and 1028: why a declaration has no generated code. It runs the
/// generator's own parsers, so that what is left out and what is reported are the same.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DeclarationRules.OldLanguage, DeclarationRules.NotPartial, DeclarationRules.NotGeneratable, DeclarationRules.NoCodec,
        DeclarationRules.DuplicateField, DeclarationRules.NoConstructor, DeclarationRules.NoTag, DeclarationRules.NoUpcast,
        DeclarationRules.NoReplacement, DeclarationRules.NoSubject, DeclarationRules.NotPersonal, DeclarationRules.BadReplacement,
        DeclarationRules.StoreName,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.EventAttribute) is null) return;
            start.RegisterSymbolAction(Explain, SymbolKind.NamedType);
        });
    }

    private static void Explain(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var attribute in type.GetAttributes())
        {
            if (FormOf(attribute) is not { } form) continue;
            if (WhyNot(type, form, context.Compilation, context.CancellationToken) is { } refusals) Report(context, type, refusals);
            return;
        }
    }

    private static Form? FormOf(AttributeData attribute) => attribute switch
    {
        _ when Attributes.Is(attribute, KnownSymbols.EventAttribute) => Form.Event,
        _ when Attributes.Is(attribute, KnownSymbols.TagAttribute) => Form.TagType,
        _ when Attributes.Is(attribute, KnownSymbols.EventModelAttribute) => Form.Root,
        _ => null,
    };

    /// <returns>The reasons why the generator makes nothing of the declaration; null where it does.</returns>
    private static Refusals? WhyNot(INamedTypeSymbol type, Form form, Compilation compilation, CancellationToken cancellation)
    {
        if (form == Form.Event)
            return ParsedEvents.Of(type, compilation, cancellation) is { Spec: null, Refusals: var known } ? known : null;
        var refusals = new Refusals();
        var context = new ParseContext(compilation, refusals, cancellation);
        var isRefused = form == Form.TagType ? TagTypeParser.Parse(type, context) is null : RootParser.Parse(type, context) is null;
        return isRefused ? refusals : null;
    }

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol type, Refusals refusals)
    {
        // Never silent: a reason that a parser forgot to give would leave the user with "does not implement IEvent".
        if (refusals.All.Count == 0)
            context.ReportDiagnostic(
                Diagnostic.Create(DeclarationRules.NotGeneratable, type.Locations[0], type.Name, RefusalText.Unexplained));
        foreach (var refusal in refusals.All)
        {
            if (RefusalText.Of(type, refusal) is { } text)
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        text.Rule,
                        RefusalPlace.Of(type, refusal, context.CancellationToken),
                        RefusalFix.Properties(refusal),
                        text.Arguments));
        }
    }

    private enum Form
    {
        Event,
        TagType,
        Root,
    }
}
