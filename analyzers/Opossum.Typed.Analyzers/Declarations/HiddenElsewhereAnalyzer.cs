using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations.Advice;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>OPSM1027: a tag that one event hides, and another tells.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HiddenElsewhereAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.HiddenElsewhere,
        title: "Tag is hidden in one event and plain in another",
        messageFormat: "'{0}' has the tag '{1}' in plain text, and '{2}' hides it; put [Personal] on the member in both, or give one of "
            + "the tags another key",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A tag of a personal member is hidden: the log has a pseudonym in place of the value. Whether a key is hidden holds "
            + "for all events of a model, since a query asks for one of the two, and what one event tells the other would not hide.",
        helpLinkUri: RuleIds.PageOf(RuleIds.HiddenElsewhere),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        AllDeclarations.Compare(context, KnownSymbols.EventAttribute, other: null, static (type, _) => type, Report);
    }

    private static void Report(CompilationAnalysisContext context, IReadOnlyCollection<INamedTypeSymbol> types)
    {
        // An older version is never appended, so it stores no tag.
        var versions = new NewestVersions(context.Compilation);
        (INamedTypeSymbol Type, EventSpec Spec)[] events =
        [
            .. types.OrderBy(Declaration.ReadableName, StringComparer.Ordinal)
                .Select(type => (type, ParsedEvents.Of(type, context.Compilation, context.CancellationToken).Spec!))
                .Where(each => each.Item2 is { } e && !versions.Has(e.Name, above: e.Version)),
        ];
        var hiding = new Dictionary<string, INamedTypeSymbol>(StringComparer.Ordinal);
        foreach (var (type, e) in events)
            foreach (var key in e.HiddenTagKeys)
                if (!hiding.ContainsKey(key)) hiding.Add(key, type);
        if (hiding.Count == 0) return;
        foreach (var (type, e) in events)
        {
            foreach (var key in PlainKeys(e).Where(hiding.ContainsKey).Distinct(StringComparer.Ordinal))
                context.ReportDiagnostic(Diagnostic.Create(Rule, type.Locations[0], type.Name, key, hiding[key].Name));
        }
    }

    private static IEnumerable<string> PlainKeys(EventSpec e)
    {
        var named = e.Types.OfType<RecordSpec>().Select(static record => record.Body).Prepend(e.Body)
            .SelectMany(static body => body.Tags)
            .Where(static tag => !tag.IsHidden && tag.Key is not null)
            .SelectMany(static tag => tag.Aliases.Prepend(tag.Key!));
        var ofTypes = e.Types.OfType<WrapperSpec>().Where(static type => type.Key is not null)
            .SelectMany(static type => type.Aliases.Prepend(type.Key!));
        return named.Concat(ofTypes);
    }
}
