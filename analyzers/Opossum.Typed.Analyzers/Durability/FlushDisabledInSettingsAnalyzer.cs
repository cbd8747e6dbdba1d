using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Internals;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>
/// OPSM4002: <c>"FlushEventsImmediately": false</c> in a settings file that production reads, or in a launch profile that runs as
/// production.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FlushDisabledInSettingsAnalyzer : DiagnosticAnalyzer
{
    private const string Title = "Flushing is switched off in production settings";
    private const string Message = "{0} = false acknowledges events that a power cut takes back; {1}";
    private const string Description = "By default an append is acknowledged when its events are on disk. A setting that production "
        + "reads turns this off, "
        + "and a power cut or a crash of the operating system takes acknowledged events back. A setting for development belongs in a "
            + "file that only development reads.";

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.FlushDisabledInSettings,
        title: Title,
        messageFormat: Message,
        RuleCategories.Durability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: Description,
        helpLinkUri: RuleIds.PageOf(RuleIds.FlushDisabledInSettings));

    /// <summary>Of sections whose names the whole program has to be looked through for.</summary>
    private static readonly DiagnosticDescriptor AtEnd = new(
        RuleIds.FlushDisabledInSettings,
        title: Title,
        messageFormat: Message,
        RuleCategories.Durability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: Description,
        helpLinkUri: RuleIds.PageOf(RuleIds.FlushDisabledInSettings),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule, AtEnd];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(WatchSettings);
    }

    private static void WatchSettings(CompilationStartAnalysisContext context)
    {
        if (TestProject.Is(context.Compilation, context.Options.AnalyzerConfigOptionsProvider)) return;
        context.RegisterAdditionalFileAction(static file =>
        {
            foreach (var found in Find(file.AdditionalFile, Rule, static entry => entry.IsOfOpossum, file.Options, file.CancellationToken))
                file.ReportDiagnostic(found);
        });

        var sections = new StoreSections();
        context.RegisterOperationAction(call => sections.Take((IInvocationOperation)call.Operation), OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var file in end.Options.AdditionalFiles)
            {
                foreach (var found in Find(file, AtEnd, IsStores, end.Options, end.CancellationToken)) end.ReportDiagnostic(found);
            }

            bool IsStores(FlushEntry entry) => !entry.IsOfOpossum && sections.Have(entry);
        });
    }

    private static IEnumerable<Diagnostic> Find(
        AdditionalText file,
        DiagnosticDescriptor rule,
        Func<FlushEntry, bool> isStores,
        AnalyzerOptions options,
        CancellationToken cancellation)
    {
        if (file.GetText(cancellation) is not { } text) yield break;
        foreach (var entry in SettingsFile.ProductionEntries(file.Path, text.ToString()))
        {
            if (entry.Value || !isStores(entry)) continue;
            var overridden = SettingsFile.IsBase(file.Path) && IsTrueInProduction(file, entry, options, cancellation);
            yield return Diagnostic.Create(
                rule,
                Location.Create(file.Path, entry.Span, text.Lines.GetLinePositionSpan(entry.Span)),
                overridden ? DiagnosticSeverity.Info : rule.DefaultSeverity,
                additionalLocations: null,
                properties: null,
                entry.Key,
                overridden
                    ? "appsettings.Production.json sets true, other environments don't"
                    : "set it to true, or keep it out of production settings");
        }
    }

    private static bool IsTrueInProduction(AdditionalText file, FlushEntry entry, AnalyzerOptions options, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(file.Path);
        return options.AdditionalFiles
            .Where(other => SettingsFile.IsProduction(other.Path) && Path.GetDirectoryName(other.Path) == folder)
            .SelectMany(other => SettingsFile.ProductionEntries(other.Path, other.GetText(cancellation)?.ToString() ?? ""))
            .LastOrDefault(other => other.IsOf(entry.Section)) is { Value: true };
    }
}
