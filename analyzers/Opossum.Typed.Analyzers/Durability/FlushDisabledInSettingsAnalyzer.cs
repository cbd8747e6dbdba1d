using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Internals;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>OPSM4002: <c>"FlushEventsImmediately": false</c> in a settings file that production reads, or in a launch profile that runs as production.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FlushDisabledInSettingsAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.FlushDisabledInSettings,
        title: "Flushing is switched off in production settings",
        messageFormat: "{0} = false acknowledges events that a power cut takes back; {1}",
        RuleCategories.Durability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "By default an append is acknowledged when its events are on disk. A setting that production reads turns this off, "
            + "and a power cut or a crash of the operating system takes acknowledged events back. A setting for development belongs in a file that only development reads.",
        helpLinkUri: RuleIds.PageOf(RuleIds.FlushDisabledInSettings));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(WatchSettings);
    }

    private static void WatchSettings(CompilationStartAnalysisContext context)
    {
        if (!TestProject.Is(context.Compilation, context.Options.AnalyzerConfigOptionsProvider)) context.RegisterAdditionalFileAction(ReportEntries);
    }

    private static void ReportEntries(AdditionalFileAnalysisContext context)
    {
        var file = context.AdditionalFile;
        if (file.GetText(context.CancellationToken) is not { } text) return;

        foreach (var entry in SettingsFile.ProductionEntries(file.Path, text.ToString()))
        {
            if (entry.Value) continue;
            var overridden = SettingsFile.IsBase(file.Path) && IsTrueInProduction(context, entry);
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                Location.Create(file.Path, entry.Span, text.Lines.GetLinePositionSpan(entry.Span)),
                overridden ? DiagnosticSeverity.Info : Rule.DefaultSeverity,
                additionalLocations: null,
                properties: null,
                entry.Key,
                overridden ? "appsettings.Production.json sets true, other environments don't" : "set it to true, or keep it out of production settings"));
        }
    }

    private static bool IsTrueInProduction(AdditionalFileAnalysisContext context, FlushEntry entry)
    {
        var folder = Path.GetDirectoryName(context.AdditionalFile.Path);
        return context.Options.AdditionalFiles
            .Where(file => SettingsFile.IsProduction(file.Path) && Path.GetDirectoryName(file.Path) == folder)
            .SelectMany(file => SettingsFile.ProductionEntries(file.Path, file.GetText(context.CancellationToken)?.ToString() ?? ""))
            .LastOrDefault(other => string.Equals(other.Key, entry.Key, StringComparison.OrdinalIgnoreCase)) is { Value: true };
    }
}
