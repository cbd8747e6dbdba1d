using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Determinism;

/// <summary>
/// OPSM5001 and 5002: a clock, chance or the surroundings, in an event, a decision or a row, where the same events must give the same
/// again.
/// </summary>
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
        title: "Decision or row depends on more than its events",
        messageFormat: "'{0}' in '{1}' makes another {3} of the same events next time; {2}",
        RuleCategories.Determinism,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A decision model is folded from its events again at each decision, a decider runs again after a conflict, and the "
            + "rows of a read model are made again when its logic changes. What they take from elsewhere is not in the log.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ImpureDecision));

    private const string Model =
        "rows may be behind; take a decision model of the same events, or append by the condition that LatestAsync gives";

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
            start.RegisterOperationAction(
                Look,
                OperationKind.PropertyReference,
                OperationKind.FieldReference,
                OperationKind.Invocation,
                OperationKind.ObjectCreation);
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
            else if (found == Impurity.Rows) Report(ImpureDecision, Model);
            else if (found == Impurity.Surroundings) Report(ImpureDecision, "let the command bring it along");
        }
        else if (Attributes.Single(type, KnownSymbols.DecisionModelAttribute) is not null
            && (member.Name == "On" || IsSetAtEachRead(member)))
        {
            Report(
                ImpureDecision,
                found switch
                {
                    Impurity.Clock => "take 'DateTimeOffset recordedAt' behind the event",
                    Impurity.Rows => "fold the same events here",
                    _ => "let the event or the command bring it along",
                });
        }
        else if (Attributes.Has(type, KnownSymbols.ProjectionAttribute))
        {
            if (member.Name is "On" or ProjectionParser.Create)
                Report(
                    ImpureDecision,
                    found == Impurity.Clock ? "take 'DateTimeOffset recordedAt' behind the event" : "let the event bring it along",
                    "row");
        }
        else if (Attributes.Has(type, KnownSymbols.ReadModelAttribute))
        {
            if (ColumnOf(member) is not null)
                Report(
                    ImpureDecision, "its column has what it gave when the row was written; put [Ignore] on it, or make it a method", "row");
            else if (member.Name is "On" or RowKey.Method || IsSetAtEachRead(member))
                Report(
                    ImpureDecision,
                    found == Impurity.Clock ? "take 'DateTimeOffset recordedAt' behind the event" : "let the event bring it along",
                    "row");
        }

        void Report(DiagnosticDescriptor rule, string advice, string made = "decision") =>
            context.ReportDiagnostic(
                Diagnostic.Create(
                    rule,
                    context.Operation.Syntax.GetLocation(),
                    Shown(context.Operation.Syntax),
                    $"{type.Name}.{NameOf(member)}",
                    advice,
                    made));
    }

    /// <summary>An initialiser, a constructor, an upcaster; not what is computed when somebody asks.</summary>
    private static bool IsSetAtEachRead(ISymbol member) => member switch
    {
        IFieldSymbol or IPropertySymbol => true,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => true,
        IMethodSymbol { Name: Upcaster.Method, IsStatic: true } => true,
        _ => false,
    };

    /// <summary>The property whose getter it is, if its value is stored.</summary>
    private static IPropertySymbol? ColumnOf(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property }
        && property is { IsStatic: false, IsIndexer: false, SetMethod: null, DeclaredAccessibility: Accessibility.Public }
        && !StoredMembers.IsIgnored(property, property.ContainingType)
            ? property
            : null;

    private static string NameOf(ISymbol member) => member switch
    {
        IMethodSymbol { AssociatedSymbol: { } property } => property.Name,
        IFieldSymbol { AssociatedSymbol: { } property } => property.Name,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => member.ContainingType.Name,
        _ => member.Name,
    };

    private static string Shown(SyntaxNode syntax) =>
        syntax is InvocationExpressionSyntax { Expression: var called } ? called.ToString() : syntax.ToString();
}
