using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>
/// OPSM1004, 1009, 1012, 1019, 1020 and 5003: events that have generated code, and something that their author may not want. What has none
/// is <see cref="DeclarationAnalyzer"/>'s.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventAdviceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        MutableEvent.Rule,
        FlagsEnum.Rule,
        UntaggedEvent.Rule,
        TooManyTags.Rule,
        ForeignAttribute.Rule,
        LooseType.Rule,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.EventAttribute) is null) return;
            var versions = new NewestVersions(start.Compilation);
            start.RegisterSymbolAction(symbol => Look(symbol, versions), SymbolKind.NamedType);
        });
    }

    private static void Look(SymbolAnalysisContext context, NewestVersions versions)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!EventTags.IsEvent(type) || ParsedEvents.Of(type, context.Compilation, context.CancellationToken).Spec is not { } e) return;

        // An older version is the past as it is: nobody makes one any more, and what it looks like is not open to advice.
        if (versions.Has(e.Name, above: e.Version)) return;
        MutableEvent.Look(context, type);
        FlagsEnum.Look(context, type, e);
        UntaggedEvent.Look(context, type, e);
        TooManyTags.Look(context, type, e);
        ForeignAttribute.Look(context, type);
        LooseType.Look(context, type, e);
    }
}
