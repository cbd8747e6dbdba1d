using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Internals;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>OPSM3008: of two reads of models that an append depends on, the condition of one alone guards it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DiscardedConditionAnalyzer : DiagnosticAnalyzer
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

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.OpossumStore) is null
                || TestProject.Is(start.Compilation, start.Options.AnalyzerConfigOptionsProvider)) return;
            start.RegisterOperationAction(Look, OperationKind.Invocation);
        });
    }

    private static void Look(OperationAnalysisContext context)
    {
        var append = (IInvocationOperation)context.Operation;
        if (!StoreCall.Is(append, "AppendAsync", "TryAppendAsync")
            || StoreCall.Argument(append, "unless") is not { } unless
            || StoreCall.Instance(append) is not { } store) return;
        var root = StoreCall.Root(append);
        var writes = new LocalWrites(root);
        var built = StoreRead.Before(append, store, root, writes).Where(static read => read.IsOfModels).ToArray();
        if (built.Length < 2) return;

        // A condition that comes from elsewhere may have all of it.
        var conditions = built.Select(read => ReadCondition.Of(read, root)).ToArray();
        var kept = built.Where((_, i) => conditions[i].IsIn(unless)).ToArray();
        if (kept.Length == 0) return;
        var shapes = new QueryShapes(context.Compilation, writes, context.CancellationToken);
        foreach (var (read, condition) in built.Zip(conditions, static (read, condition) => (read, condition)))
        {
            if (condition.IsUsed || IsReadAgain(read) || !ReadValues.Of(append, root, [read]).Decide(append)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Rule, condition.Place.GetLocation(), NameOf(read)));
        }

        // A look before the read that counts: that one sees what the look did not.
        bool IsReadAgain(StoreRead read) => shapes.Of(read) is { } asked && kept.Any(later =>
            later.Place.Syntax.SpanStart > read.Place.Syntax.SpanStart
            && shapes.Of(later) is { } covered
            && asked.All(each => covered.Any(item => item.Covers(each, writes))));
    }

    private static string NameOf(StoreRead read) => read.Call.Arguments
        .Select(static argument => Operand.Unconverted(argument.Value))
        .OfType<IObjectCreationOperation>()
        .Select(static made => made.Type?.Name)
        .FirstOrDefault() ?? read.Call.TargetMethod.TypeArguments[0].Name;
}
