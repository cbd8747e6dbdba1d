using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>
/// OPSM1017: an older version of an event that its newest is not made of, or that is declared or handled as if it were the newest.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LooseVersionAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.LooseVersion,
        title: "Older version of an event does not fit its newest",
        messageFormat: "'{0}' is version {1} of '{2}': {3}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An older version says how stored payloads look, and a chain of Upcast methods leads from it to the newest, which "
            + "alone is appended, read and asked for.",
        helpLinkUri: RuleIds.PageOf(RuleIds.LooseVersion),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.EventAttribute) is null) return;
            var events = new ConcurrentBag<DeclaredEvent>();
            var handlers = new ConcurrentBag<IParameterSymbol>();
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, events, handlers), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                Report(end, events);
                Report(end, events, handlers);
            });
        });
    }

    private static void Report(CompilationAnalysisContext context, IEnumerable<DeclaredEvent> events)
    {
        foreach (var versions in events.GroupBy(static e => e.Mark.Name, StringComparer.Ordinal))
        {
            var ordered = versions.OrderBy(static e => e.Mark.Version).ToArray();

            // Two of one version are OPSM1006's, and which of them is meant nobody knows.
            if (ordered.Length < 2 || ordered.Select(static e => e.Mark.Version).Distinct().Count() < ordered.Length) continue;
            Report(context, ordered);
        }
    }

    private static void Report(CompilationAnalysisContext context, DeclaredEvent[] versions)
    {
        var newest = versions[^1];
        for (var i = 0; i < versions.Length - 1; i++)
        {
            var (older, next) = (versions[i], versions[i + 1]);
            if (older.Mark.Aliases.Count != 0)
                Report(context, older, $"old names belong to the event, not to a version of it; move its Aliases to '{newest.Type.Name}'");
            if (Family(older.Type) is { } family && IsGenerated(older.Type, context))
                Report(
                    context,
                    older,
                    $"an older version is never appended or asked for, so it is no '{family.Name}'; leave that to '{newest.Type.Name}'");
            if (From(next, context) is not { } from) continue;
            if (from != Declaration.Reference(older.Type))
                Report(
                    context,
                    older,
                    $"nothing leads from it to '{newest.Type.Name}', version {newest.Mark.Version}; write 'static {next.Type.Name} "
                        + $"{Upcaster.Method}({older.Type.Name} old)' in '{next.Type.Name}'");
        }
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<DeclaredEvent> events, ConcurrentBag<IParameterSymbol> handlers)
    {
        if (DeclaredEvent.Read(type) is { } e) events.Add(e);
        if (Attributes.Single(type, KnownSymbols.DecisionModelAttribute) is null
            && Attributes.Single(type, KnownSymbols.ConsumerAttribute) is null) return;
        foreach (var parameter in type.GetMembers("On").OfType<IMethodSymbol>().SelectMany(static method => method.Parameters))
            handlers.Add(parameter);
    }

    /// <summary>A handler of an older version would wait for ever, and its generated call would not compile.</summary>
    private static void Report(
        CompilationAnalysisContext context, IReadOnlyCollection<DeclaredEvent> events, IEnumerable<IParameterSymbol> handlers)
    {
        var newest = DeclaredEvent.Newest(events);
        foreach (var parameter in handlers)
        {
            if (events.FirstOrDefault(e => SymbolEqualityComparer.Default.Equals(e.Type, parameter.Type)) is { } handled
                && handled.IsOlder(newest))
                Report(
                    context, handled, $"it is read as the newest; let the handler take '{newest[handled.Mark.Name].Type.Name}'", parameter);
        }
    }

    /// <returns>The record that the version is made of, empty for none; null where that is refused and reported already.</returns>
    private static string? From(DeclaredEvent e, CompilationAnalysisContext context) =>
        Upcaster.TryRead(e.Type, e.Mark, new(context.Compilation, refusals: null, context.CancellationToken), out var upcast)
            ? upcast?.From ?? ""
            : null;

    /// <summary>A refused record is an <c>IEvent</c> by its placeholder.</summary>
    private static bool IsGenerated(INamedTypeSymbol type, CompilationAnalysisContext context) =>
        ParsedEvents.Of(type, context.Compilation, context.CancellationToken).Spec is not null;

    private static INamedTypeSymbol? Family(INamedTypeSymbol type) =>
        type.AllInterfaces.FirstOrDefault(static each => MemberClassifier.Is(each, KnownSymbols.IEvent));

    private static void Report(CompilationAnalysisContext context, DeclaredEvent older, string problem, ISymbol? place = null) =>
        context.ReportDiagnostic(
            Diagnostic.Create(Rule, (place ?? older.Type).Locations[0], older.Type.Name, older.Mark.Version, older.Mark.Name, problem));
}
