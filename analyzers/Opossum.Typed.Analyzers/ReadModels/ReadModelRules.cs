using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Analyzers.ReadModels;

/// <summary>The rules on a read model taken alone: each is an error, since the generator has left the declaration out.</summary>
internal static class ReadModelRules
{
    public static readonly DiagnosticDescriptor BadReadModel = new(
        RuleIds.BadReadModel,
        title: "Read model can't be folded",
        messageFormat: "'{0}' can't be folded: {1}",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A read model is a record class with the name of its table, and handlers that make and change its rows.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadReadModel));

    public static readonly DiagnosticDescriptor NoKeyTag = new(
        RuleIds.NoKeyTag,
        title: "Handler's event has no tag of the key",
        messageFormat: "'{0}' carries no tag '{1}', by which the rows of '{2}' are found, so this handler would never be called; give the "
            + "event a member with that tag, or remove the handler",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An event concerns the rows whose keys are its tags. An event type that can't carry a tag of the key concerns none.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NoKeyTag));

    public static readonly DiagnosticDescriptor BadKey = new(
        RuleIds.BadKey,
        title: "Key of a read model can't be found",
        messageFormat: "'{0}' can't be found by its key: {1}",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The key of a row is the tags of its events, what KeyOf methods give for each of them, or their position.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadKey));

    public static readonly DiagnosticDescriptor BadColumn = new(
        RuleIds.BadColumn,
        title: "Member can't have a column or an index",
        messageFormat: "'{0}' can't have {1}",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each parameter of a read model has a column, and so has each property that it computes. Columns and indexes are "
            + "called after them, in lower case.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadColumn));

    public static readonly DiagnosticDescriptor BadVia = new(
        RuleIds.BadVia,
        title: "Rows can't be found by way of that event",
        messageFormat: "'{0}' can't find its rows by way of another event: {1}",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A handler with [Via<E>] concerns the rows that earlier events of type E with the same tag did. E carries the tags of "
            + "the key, and one more that the event of the handler has too.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadVia));

    public static readonly DiagnosticDescriptor BadJoin = new(
        RuleIds.BadJoin,
        title: "Rows can't be joined with that decision model",
        messageFormat: "'{0}' can't take '{1}': {2}",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A handler may take decision models behind its event, each folded up to the event. The tags of a model's boundary are "
            + "parts of the row's key or tags of the event, and its state is one that can be kept.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadJoin));

    public static readonly DiagnosticDescriptor BadProjection = new(
        RuleIds.BadProjection,
        title: "Projection can't run",
        messageFormat: "'{0}' can't run: {1}",
        RuleCategories.ReadModels,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A projection is a class with the name of its table, a Create that makes its tables, and handlers that run "
            + "statements.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadProjection));
}
