using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>OPSM3002 and 3003: a condition that does not say of a read what the append depends on: that nothing of it came since.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReadConditionAnalyzer : StoreAnalyzer
{
    /// <summary>The property of a diagnostic that has the expression which mends it.</summary>
    internal const string Mend = "Mend";

    private static readonly DiagnosticDescriptor OtherQuery = new(
        RuleIds.ConditionOfAnotherQuery,
        title: "Condition is not of what was read",
        messageFormat: "The append depends on '{0}' events that were read, and its condition does not look at them: another can come in "
            + "between unseen; guard with the query of that read",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A decision holds as long as nothing is added to what it was made on. A condition of another query lets the append "
            + "succeed when it no longer does.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ConditionOfAnotherQuery));

    private static readonly DiagnosticDescriptor WithoutAfter = new(
        RuleIds.ConditionWithoutAfter,
        title: "Condition refuses what was read",
        messageFormat: "This guards the whole history, so the very events that were read refuse the append, now and for ever; guard what "
            + "came since: 'After({0})'",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A query alone, as a condition, means that no such event exists at all. After a read that may find some, what has "
            + "to be refused is what came since.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ConditionWithoutAfter));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [OtherQuery, WithoutAfter];

    private protected override void Watch(CompilationStartAnalysisContext start) =>
        start.RegisterOperationAction(Look, OperationKind.Invocation);

    private static void Look(OperationAnalysisContext context)
    {
        if (GuardedAppend.Of(context.Operation) is not { } append) return;
        var (call, root, writes) = (append.Call, append.Root, append.Writes);
        if (Guard.Of(append.Unless, writes) is not { } guards) return;
        var reads = append.Reads().Where(read => FoundEvents.IsInside(call, read) || append.DependsOn(read)).ToArray();
        if (reads.Length == 0) return;

        var shapes = new QueryShapes(context.Compilation, writes, context.CancellationToken);
        var guarded = guards.Select(guard => shapes.Of(guard.Query)).ToArray();
        if (guarded.Contains(null)) return;
        var items = guarded.SelectMany(static each => each!.Value).ToArray();

        if (guards.All(static guard => guard.After is null)) LookAtHistory();
        else LookAtQuery();

        void LookAtHistory()
        {
            foreach (var read in reads)
            {
                if (shapes.Of(read) is not { } asked || !asked.All(each => items.Any(item => item.Covers(each, writes)))) continue;
                var positions = ReadPositions.Of(read, append.Store, root, writes);
                if (!FoundEvents.AreExpected(call, read, ReadValues.Of(call, root, [read]), positions)) continue;
                Report(WithoutAfter, guards.Count == 1 ? positions.Only : null, positions.Only ?? "the head of that read");
                return;
            }
        }

        // Who guards one of several reads knows what the others are for.
        void LookAtQuery()
        {
            var search = new LeftOut(call, guards, root, writes);
            var left = reads.Select(read => shapes.Of(read) is { } asked ? search.Of(read, asked, items) : null).ToArray();
            if (left[0] is not { } first || left.Any(static each => each is null)) return;
            var query = reads.Length == 1 && guards.Count == 1 && !reads[0].IsOfModels ? StoreCall.Argument(reads[0].Call, "query") : null;
            Report(
                OtherQuery,
                query is null ? null : StoreCall.Symbol(query) is ILocalSymbol or IParameterSymbol ? StoreCall.Symbol(query)!.Name : null,
                first.Name);
        }

        void Report(DiagnosticDescriptor rule, string? mend, string argument)
        {
            var place = guards.Count == 1 ? guards[0].Query : append.Unless;
            context.ReportDiagnostic(
                Diagnostic.Create(
                    rule,
                    place.Syntax.GetLocation(),
                    mend is null ? null : ImmutableDictionary<string, string?>.Empty.Add(Mend, mend),
                    argument));
        }
    }
}
