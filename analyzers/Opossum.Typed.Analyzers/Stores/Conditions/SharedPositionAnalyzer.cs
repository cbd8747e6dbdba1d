using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>OPSM3009: a guard over what two reads found, from the position of the later one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedPositionAnalyzer : StoreAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.SharedPosition,
        title: "Position is later than a read that it guards",
        messageFormat: "'{0}' is later than the read of '{1}' events: one that came in between was not read, and does not refuse the "
            + "append; guard each query with the position of its own read, or take the head before both",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A condition looks at what comes after its position. Where that is later than the read on which the append depends, "
            + "the events between the two are seen by nobody.",
        helpLinkUri: RuleIds.PageOf(RuleIds.SharedPosition));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Watch(CompilationStartAnalysisContext start) =>
        start.RegisterOperationAction(Look, OperationKind.Invocation);

    private static void Look(OperationAnalysisContext context)
    {
        if (GuardedAppend.Of(context.Operation) is not { } append) return;
        var writes = append.Writes;
        if (Guard.Of(append.Unless, writes) is not { } guards || guards.All(static guard => guard.After is null)) return;
        var reads = append.Reads()
            .Where(static read => !read.IsOfModels)
            .Select(read => (Read: read, Positions: ReadPositions.Of(read, append.Store, append.Root, writes)))
            .ToArray();
        if (reads.Length < 2) return;
        var shapes = new QueryShapes(context.Compilation, writes, context.CancellationToken);
        foreach (var guard in guards)
        {
            if (guard.After is not { } after || shapes.Of(guard.Query) is not { } guarded) continue;
            foreach (var (read, positions) in reads)
            {
                if (!IsLater(after, positions)
                    || shapes.Of(read) is not { } asked
                    || !asked.All(each => guarded.Any(item => item.Covers(each, writes)))
                    || !append.DependsOn(read)) continue;
                var name = asked.SelectMany(static item => item.Types).FirstOrDefault()?.Name ?? "those";
                context.ReportDiagnostic(Diagnostic.Create(Rule, after.Syntax.GetLocation(), after.Syntax, name));
                break;
            }
        }

        // A position of another read, which began later; or the later one of two, of which one is another read's.
        bool IsLater(IOperation position, ReadPositions own) => TagShape.Known(position, writes, throughCalls: true) switch
        {
            IInvocationOperation { TargetMethod: { Name: "Max", ContainingType.Name: "Math" or "Int64" } } max =>
                max.Arguments.Any(each => IsOfLaterRead(each.Value, own)),
            _ => IsOfLaterRead(position, own),
        };

        bool IsOfLaterRead(IOperation position, ReadPositions own)
        {
            var at = Array.FindIndex(reads, each => ReferenceEquals(each.Positions, own));
            return !own.Has(position) && reads.Skip(at + 1).Any(each => each.Positions.Has(position));
        }
    }
}
