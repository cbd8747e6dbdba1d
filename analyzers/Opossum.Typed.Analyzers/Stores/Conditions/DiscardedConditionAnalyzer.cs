using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>OPSM3008: of two reads of models that an append depends on, the condition of one alone guards it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DiscardedConditionAnalyzer : StoreAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.DiscardedCondition,
        title: "Condition of a read is discarded",
        messageFormat: "The append depends on '{0}', and only the condition of another read guards it: what is added to the boundary of "
            + "'{0}' in between goes unseen; build the models in one BuildAsync, or combine the conditions with '|'",
        RuleCategories.Store,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "BuildAsync returns a condition for the models that it built. A decision that rests on two reads holds only as long "
            + "as both conditions do.",
        helpLinkUri: RuleIds.PageOf(RuleIds.DiscardedCondition));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Watch(CompilationStartAnalysisContext start) =>
        start.RegisterOperationAction(Look, OperationKind.Invocation);

    private static void Look(OperationAnalysisContext context)
    {
        if (GuardedAppend.Of(context.Operation) is not { } append) return;
        var built = append.Reads().Where(static read => read.IsOfModels).ToArray();
        if (built.Length < 2) return;

        // A condition that comes from elsewhere may have all of it.
        var conditions = built.Select(read => ReadCondition.Of(read, append.Root)).ToArray();
        var kept = built.Where((_, i) => conditions[i].IsIn(append.Unless)).ToArray();
        if (kept.Length == 0) return;
        var shapes = new QueryShapes(context.Compilation, append.Writes, context.CancellationToken);
        foreach (var (read, condition) in built.Zip(conditions, static (read, condition) => (read, condition)))
        {
            if (condition.IsUsed || IsReadAgain(read) || !append.DependsOn(read)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Rule, condition.Place.GetLocation(), NameOf(read)));
        }

        // A look before the read that counts: that one sees what the look did not.
        bool IsReadAgain(StoreRead read) => shapes.Of(read) is { } asked && kept.Any(later =>
            later.Place.Syntax.SpanStart > read.Place.Syntax.SpanStart
            && shapes.Of(later) is { } covered
            && asked.All(each => covered.Any(item => item.Covers(each, append.Writes))));
    }

    private static string NameOf(StoreRead read) => read.Call.Arguments
        .Select(static argument => Operand.Unconverted(argument.Value))
        .OfType<IObjectCreationOperation>()
        .Select(static made => made.Type?.Name)
        .FirstOrDefault() ?? read.Call.TargetMethod.TypeArguments[0].Name;
}
