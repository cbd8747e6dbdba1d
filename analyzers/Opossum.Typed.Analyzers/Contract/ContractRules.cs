using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>The rules that hold events to what has shipped. None speaks in a project without contract files.</summary>
internal static class ContractRules
{
    private const string TagsAndLines = "Shipped tag is gone, or the contract can't be read";

    public static readonly DiagnosticDescriptor Behind = new(
        RuleIds.ContractBehind,
        title: "Contract is behind the declarations",
        messageFormat: "The contract of stored events is not what is declared: {0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Events.Shipped.txt and Events.Unshipped.txt say what is stored, a line for each event, field and tag. What is not "
            + "in them, no later change is held to.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ContractBehind));

    public static readonly DiagnosticDescriptor Lost = new(
        RuleIds.ShippedLost,
        title: "Shipped event or field can't be read any more",
        messageFormat: "'{0}' has shipped, and {1}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Stored events keep their names, fields and types. An old name stays readable as an alias, an old shape as a "
            + "version with an upcaster; what is given up for good says so in the contract.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ShippedLost));

    public static readonly DiagnosticDescriptor Required = new(
        RuleIds.RequiredLater,
        title: "Field is required that stored events lack",
        messageFormat: "'{0}' is required, and events of '{1}' have shipped without the field '{2}', so they can't be read; give it a "
            + "default, or declare a new version with an upcaster",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An event that was stored before there was a field is read without it. Where the field has no default, reading fails.",
        helpLinkUri: RuleIds.PageOf(RuleIds.RequiredLater));

    public static readonly DiagnosticDescriptor Reused = new(
        RuleIds.NameReused,
        title: "Name was given up and is used again",
        messageFormat: "'{0}' takes a name that '*REMOVED* {1}' gave up: what is stored under it would come back as something else; "
            + "choose another name",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What was stored under a name stays in the log when the name is given up. Under the same name a new event or field "
            + "reads it, and nothing tells the two apart.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NameReused));

    public static readonly DiagnosticDescriptor Narrowed = new(
        RuleIds.ValuesLost,
        title: "Some shipped values can't be read any more",
        messageFormat: "'{0}' has shipped, and {1}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A field may become wider: more names, more numbers, null. The other way round, some of what is stored does not "
            + "fit, and reading it fails.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ValuesLost));

    public static readonly DiagnosticDescriptor TagLost = new(
        RuleIds.ContractTags,
        title: TagsAndLines,
        messageFormat: "'{0}' has shipped, and '{1}' has no tag of that key any more: its stored events keep '{2}' and leave every "
            + "boundary and query by what the event has now; keep the key in the Aliases of [Tag], or say *REMOVED* in "
            + "Events.Unshipped.txt",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Tags are stored with their event and never derived anew. Under another key, a condition does not see the events "
            + "that were stored before, and allows what they forbid.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ContractTags));

    public static readonly DiagnosticDescriptor NewerTag = new(
        RuleIds.NewerTag,
        title: "Tag is newer than stored events",
        messageFormat: "Events '{0}' have shipped without the tag '{1}', so queries and conditions by it miss them; retag the stores and "
            + "add '{2} retagged' to Events.Unshipped.txt, or '{2} since' if they need not be found",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Tags are stored with their event. An event that was stored before it had a tag is not found by it until the store is "
            + "retagged, and a condition by the tag does not refuse what the event forbids.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NewerTag));

    public static readonly DiagnosticDescriptor Malformed = new(
        RuleIds.ContractTags,
        title: TagsAndLines,
        messageFormat: "The contract can't be read here: {0}",
        RuleCategories.Contract,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A line that can't be read holds nothing to its promise.",
        helpLinkUri: RuleIds.PageOf(RuleIds.ContractTags));
}
