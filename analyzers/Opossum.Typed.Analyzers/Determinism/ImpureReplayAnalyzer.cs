using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Determinism;

/// <summary>OPSM5001 and 5002: a clock, chance or the surroundings, where the same events must give the same again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ImpureReplayAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor ImpureEvent = new(
        RuleIds.ImpureEvent,
        title: "Event gets a value that changes at each read",
        messageFormat: "'{0}' in '{1}' gives a stored event another value each time it is read; {2}",
        RuleCategories.Determinism,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What an initialiser or an upcaster sets is set again at each read of a payload that lacks it. Taken from a clock "
            + "or from chance it is another value each time, and nobody ever stored it.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ImpureEvent));

    private static readonly DiagnosticDescriptor ImpureDecision = new(
        RuleIds.ImpureDecision,
        title: "Decision depends on more than its events",
        messageFormat: "'{0}' in '{1}' makes the same events decide otherwise next time; {2}",
        RuleCategories.Determinism,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A model is folded from its events again at each decision, and a decider runs again after a conflict. What they "
            + "take from elsewhere is not in the log, and no condition guards it.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ImpureDecision));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ImpureEvent, ImpureDecision];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.EventAttribute) is null) return;
            start.RegisterOperationAction(Look, OperationKind.PropertyReference, OperationKind.Invocation, OperationKind.ObjectCreation);
        });
    }

    private static void Look(OperationAnalysisContext context)
    {
        var found = Impurities.Of(context.Operation);
        if (found == Impurity.None || context.ContainingSymbol is not { ContainingType: { } type } member) return;
        if (EventTags.IsEvent(type))
        {
            if (IsSetAtEachRead(member)) Report(ImpureEvent, "make it a parameter, and give the value where the event is made");
        }
        else if (member is IMethodSymbol decider && DeciderParser.IsDecider(decider))
        {
            // A new id is not what a decision depends on: it goes into the event, and another attempt may as well make another.
            if (found == Impurity.Clock)
                Report(ImpureDecision, "take a 'DateTimeOffset' parameter, which is the time of the store's clock");
            else if (found == Impurity.Surroundings) Report(ImpureDecision, "let the command bring it along");
        }
        else if (Attributes.Single(type, KnownSymbols.DecisionModelAttribute) is not null
            && (member.Name == "On" || IsSetAtEachRead(member)))
        {
            Report(
                ImpureDecision,
                found == Impurity.Clock
                    ? "take 'DateTimeOffset recordedAt' behind the event"
                    : "let the event or the command bring it along");
        }

        void Report(DiagnosticDescriptor rule, string advice) =>
            context.ReportDiagnostic(
                Diagnostic.Create(
                    rule,
                    context.Operation.Syntax.GetLocation(),
                    Shown(context.Operation.Syntax),
                    $"{type.Name}.{NameOf(member)}",
                    advice));
    }

    /// <summary>An initialiser, a constructor, an upcaster; not what is computed when somebody asks.</summary>
    private static bool IsSetAtEachRead(ISymbol member) => member switch
    {
        IFieldSymbol or IPropertySymbol => true,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => true,
        IMethodSymbol { Name: Upcaster.Method, IsStatic: true } => true,
        _ => false,
    };

    private static string NameOf(ISymbol member) => member switch
    {
        IFieldSymbol { AssociatedSymbol: { } property } => property.Name,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => member.ContainingType.Name,
        _ => member.Name,
    };

    private static string Shown(SyntaxNode syntax) =>
        syntax is InvocationExpressionSyntax { Expression: var called } ? called.ToString() : syntax.ToString();
}
