using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Analyzers.Decisions;

/// <summary>
/// The rules on a decision model, a decider or a consumer taken alone: each is an error, since the generator has left the declaration out.
/// </summary>
internal static class DecisionRules
{
    public static readonly DiagnosticDescriptor NoBoundaryTag = new(
        RuleIds.NoBoundaryTag,
        title: "Handler's event has no tag of the boundary",
        messageFormat: "'{0}' carries no tag '{1}', which is in the boundary of '{2}', so this handler would never be called; give the "
            + "event a member with that tag, or take '{3}' out of the boundary",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Of a decision model's boundary are the events that carry all of its tags. An event type that can't carry one of "
            + "them is never in it, and the decision would be made as if it did not exist.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NoBoundaryTag));

    public static readonly DiagnosticDescriptor UnboundBoundary = new(
        RuleIds.UnboundBoundary,
        title: "Boundary can't be bound from the command",
        messageFormat: "'{0}' can't be bound: {1}",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The ids of a model's boundary are members of the command, found by their type and, where several have it, by their "
            + "name.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnboundBoundary));

    public static readonly DiagnosticDescriptor BadHandler = new(
        RuleIds.BadHandler,
        title: "Handler can't be called",
        messageFormat: "'{0}' can't be called: {1}",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Every method called On of a decision model, a consumer or a read model is a handler, which generated code calls for "
            + "its events.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadHandler));

    public static readonly DiagnosticDescriptor BadModel = new(
        RuleIds.BadDecisionModel,
        title: "Decision model can't be folded",
        messageFormat: "'{0}' can't be folded: {1}",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A decision model is constructed from the tags of its boundary and has a handler for each event type in it.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadDecisionModel));

    public static readonly DiagnosticDescriptor BadConsumer = new(
        RuleIds.BadConsumer,
        title: "Consumer can't be given events",
        messageFormat: "'{0}' can't be given events: {1}",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A consumer is a class with a name under which its progress is kept, and a handler for each event that it is given.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadConsumer));

    public static readonly DiagnosticDescriptor UnusedOrder = new(
        RuleIds.UnusedOrder,
        title: "Consumer keeps events in order of a tag that none of them has",
        messageFormat: "'{0}' can't keep events in order of '{1}': no event that it handles has such a tag; name a tag type of its events, "
            + "or remove InOrderOf",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "InOrderOf names the tag type whose equal values keep events in order when several are handled at a time, and park "
            + "later events behind an earlier one. Without such a tag, the events would be handled in any order.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnusedOrder));

    public static readonly DiagnosticDescriptor BadSnapshot = new(
        RuleIds.BadSnapshot,
        title: "Decision model can't have snapshots",
        messageFormat: "'{0}' can't have snapshots: {1}",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A snapshot holds all of a model's state and gives it back as it was, or events would be folded into something else "
            + "after a restart. So the state must be one that is kept in memory, and all of it must be of types that events can have.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadSnapshot));

    public static readonly DiagnosticDescriptor BadDecider = new(
        RuleIds.BadDecider,
        title: "Decider can't be called",
        messageFormat: "'{0}' can't decide: {1}",
        RuleCategories.Decisions,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A decider is an instance method that returns a Decision and takes decision models, collections of one, and the time.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadDecider));
}
