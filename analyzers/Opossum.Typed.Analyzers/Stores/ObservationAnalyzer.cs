using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>OPSM3011 and 3013: events that are appended and observed in different places.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ObservationAnalyzer : StoreAnalyzer
{
    private static readonly DiagnosticDescriptor Unobserved = new(
        RuleIds.UnobservedDecision,
        title: "Decision appends what its models do not observe",
        messageFormat: "None of the models of '{0}' observes '{1}', so two of these commands at once both succeed; where one must see "
            + "the other, give a model a handler for it",
        RuleCategories.Store,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The condition of a decision covers the events that its models observe. Events that it appends itself are among "
            + "them only if a model has a handler for them. That can be meant so: an order that reads prices need not conflict with "
            + "other orders.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnobservedDecision));

    private static readonly DiagnosticDescriptor Unconditional = new(
        RuleIds.UnconditionalAppend,
        title: "Unconditional append of an observed event",
        messageFormat: "'{0}' is appended without a condition, and the decision model '{1}' decides on it; where a rule must hold for "
            + "it, let DecideAsync append it",
        RuleCategories.Store,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "An event that a decision model observes is one that rules depend on. Appended without a condition it is there "
            + "whatever these rules say.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnconditionalAppend));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Unobserved, Unconditional];

    private protected override void Watch(CompilationStartAnalysisContext start)
    {
        var observed = new ObservedEvents(start.Compilation);
        start.RegisterOperationAction(operation => Look(operation, observed), OperationKind.Invocation);
    }

    private static void Look(OperationAnalysisContext context, ObservedEvents observed)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "Append", IsStatic: true } decided
            && MemberClassifier.Is(decided.ContainingType, KnownSymbols.Decision)) LookAtDecision(context, call);
        else if (StoreCall.Is(call, "AppendAsync") && StoreCall.Argument(call, "unless") is null && StoreCall.Argument(call, "key") is null)
            LookAtAppend(context, call, observed);
    }

    private static void LookAtDecision(OperationAnalysisContext context, IInvocationOperation append)
    {
        if (context.ContainingSymbol is not IMethodSymbol decider || !DeciderParser.IsDecider(decider)) return;
        var models = decider.Parameters.SelectMany(static parameter => ModelsIn(parameter.Type)).ToArray();
        var made = StoreCall.Made(append, "events").Select(static each => (INamedTypeSymbol)each.Type!).ToArray();

        // A command without models decides on nothing. And of several events one that is observed is enough to conflict.
        if (models.Length == 0 || made.Length == 0) return;
        if (made.Any(e => models.Any(model => ObservedEvents.Observes(model, e)))) return;
        context.ReportDiagnostic(Diagnostic.Create(Unobserved, append.Syntax.GetLocation(), decider.ContainingType.Name, made[0].Name));
    }

    private static void LookAtAppend(OperationAnalysisContext context, IInvocationOperation append, ObservedEvents observed)
    {
        foreach (var made in append.TargetMethod.Parameters.Take(1).SelectMany(first => StoreCall.Made(append, first.Name)))
        {
            if (observed.By((INamedTypeSymbol)made.Type!) is { } model)
                context.ReportDiagnostic(Diagnostic.Create(Unconditional, made.Syntax.GetLocation(), made.Type!.Name, model.Name));
        }
    }

    private static IEnumerable<INamedTypeSymbol> ModelsIn(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol model when ObservedEvents.IsModel(model) => [model],
        INamedTypeSymbol collection => collection.TypeArguments.SelectMany(ModelsIn),
        IArrayTypeSymbol array => ModelsIn(array.ElementType),
        _ => [],
    };
}
