using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>OPSM1019: an event that always has more tags than the log takes.</summary>
internal static class TooManyTags
{
    public static readonly DiagnosticDescriptor Rule = new(
        RuleIds.TooManyTags,
        title: "Event has more tags than can be stored",
        messageFormat: "'{0}' always has {1} tags, and an append takes 64 of an event: every append of it fails; leave out those that "
            + "nobody asks for",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An event carries at most 64 tags. Counted are those that it has whatever its values are: of different keys, "
            + "neither in a collection nor null.",
        helpLinkUri: RuleIds.PageOf(RuleIds.TooManyTags));

    public static void Look(SymbolAnalysisContext context, INamedTypeSymbol type, EventSpec e)
    {
        if (e.TagKeys.Count <= LogLimits.MaxTags) return;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        Count(e.Body, e, keys);
        if (keys.Count > LogLimits.MaxTags) context.ReportDiagnostic(Diagnostic.Create(Rule, type.Locations[0], type.Name, keys.Count));
    }

    private static void Count(BodySpec body, EventSpec e, HashSet<string> keys)
    {
        foreach (var tag in body.Tags)
        {
            if (tag.Value.IsNullable) continue;
            switch (e.Types[tag.Value.Type])
            {
                case RecordSpec record:
                    Count(record.Body, e, keys);
                    break;
                case ListSpec:
                    break;
                case WrapperSpec { Key: { } own }:
                    keys.Add(own);
                    break;
                case var _ when tag.Key is { } key:
                    keys.Add(key);
                    break;
            }
        }
    }
}
