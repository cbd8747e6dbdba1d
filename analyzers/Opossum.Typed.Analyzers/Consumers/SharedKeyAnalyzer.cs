using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>OPSM3023: appends of a handler under one key, of which only the first is made.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedKeyAnalyzer : HandlerAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.SharedKey,
        title: "Appends of a handler share a key",
        messageFormat: "{0}, so only the first append with it is made; {1}",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A key makes an append safe to repeat, so a second one with the key is taken for a repetition of the first. A "
            + "decision gets the answer of the first, and an append of other events is refused.",
        helpLinkUri: RuleIds.PageOf(RuleIds.SharedKey));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override IEnumerable<Diagnostic> Look(Delivery delivery)
    {
        KeyedAppend[] appends = [.. KeyedAppend.In(delivery)];
        for (var i = 0; i < appends.Length; i++)
        {
            var append = appends[i];
            if (!append.IsOfEvent)
            {
                if (IsOf(append, delivery.Frames[0].Method.Parameters[0]))
                    yield return Report(append.Location, $"The key '{append.Text}' is the same for every event", "use 'at.KeyFor(…)'");
                continue;
            }

            if (Repetition.Of(append) is { } variable)
                yield return Report(
                    append.Location,
                    $"The purpose '{append.Text}' is the same for every '{variable}'",
                    $"put what differs into it: 'KeyFor($\"{append.Text}/{{…}}\")'");
            foreach (var other in appends.Take(i).Where(other => other.IsOfEvent && other.Text == append.Text))
                if (append.MeetsIn(other) is var (first, second))
                    yield return Second(append, other, first, second);
        }
    }

    /// <summary>Reported at the later of the two; if both are one append of a method that is called twice, at the later call.</summary>
    private static Diagnostic Second(KeyedAppend append, KeyedAppend other, IOperation first, IOperation second)
    {
        var later = append.Path.Any(step => step.Operation == second) ? append : other;
        var earlier = later == append ? other : append;
        return later.Location == earlier.Location
            ? Report(second.Syntax.GetLocation(), Text(), "give each a purpose of its own", first.Syntax.GetLocation())
            : Report(later.Location, Text(), "give each a purpose of its own", earlier.Location);

        string Text() => $"The purpose '{append.Text}' is used for several appends of this handler";
    }

    private static bool IsOf(KeyedAppend append, IParameterSymbol e) =>
        append.Frame.IsMadeOf(append.Content, new HashSet<ISymbol>([e], SymbolEqualityComparer.Default));

    private static Diagnostic Report(Location location, string what, string advice, params Location[] others) =>
        Diagnostic.Create(Rule, location, others, what, advice);
}
