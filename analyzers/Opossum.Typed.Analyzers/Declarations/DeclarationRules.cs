using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>The rules on a declaration taken alone: each is an error, since the generator has left the declaration out.</summary>
internal static class DeclarationRules
{
    public static readonly DiagnosticDescriptor NotPartial = new(
        RuleIds.NotPartial,
        title: "Declaration is not partial",
        messageFormat: "'{0}' must be partial, so that generated code can complete {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Events, tag types, decision models, commands with a decider and event models are completed by generated code in "
            + "another file. Every type around them has to be partial too.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NotPartial));

    public static readonly DiagnosticDescriptor OldLanguage = new(
        RuleIds.OldLanguage,
        title: "Language version is too old for generated code",
        messageFormat: "'{0}' gets no generated code, which needs C# 13; the project says LangVersion {1}: remove that, or set it to 13 "
            + "or later",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Generated code uses C# 13. A project for .NET 10 has C# 14 unless it says something else.",
        helpLinkUri: RuleIds.PageOf(RuleIds.OldLanguage));

    public static readonly DiagnosticDescriptor NotGeneratable = new(
        RuleIds.NotGeneratable,
        title: "Declaration can't be completed by generated code",
        messageFormat: "'{0}' gets no generated code: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An event is a concrete, non-generic record class that the whole assembly can name; a tag type is a readonly record "
            + "struct; an event model is a static class.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NotGeneratable));

    public static readonly DiagnosticDescriptor NoCodec = new(
        RuleIds.NoCodec,
        title: "Member has a type without a codec",
        messageFormat: "'{0}' can't be stored: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What an event holds is written by generated code, which knows the platform's simple types, enums, tag types, "
            + "records, and lists, sets and dictionaries of them.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NoCodec));

    public static readonly DiagnosticDescriptor DuplicateField = new(
        RuleIds.DuplicateField,
        title: "Two members are one field",
        messageFormat: "'{0}' and '{1}' are stored, or were, under names that differ by case at most; rename one",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Fields are stored in camel case, or as [Field] says. Two whose names, old ones included, differ by case alone are "
            + "one to many programs that read JSON.",
        helpLinkUri: RuleIds.PageOf(RuleIds.DuplicateField));

    public static readonly DiagnosticDescriptor NoConstructor = new(
        RuleIds.NoConstructor,
        title: "State would be lost between writing and reading",
        messageFormat: "'{0}' would not come back as it was written: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Reading an event calls its constructor and sets what is beside it. What neither reaches, or no property gives "
            + "back, would be lost between writing and reading.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NoConstructor));

    public static readonly DiagnosticDescriptor NoUpcast = new(
        RuleIds.NoUpcast,
        title: "Upcaster can't be used",
        messageFormat: "'{0}' can't be made of an older version: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The record of a version has at most one static Upcast, from the record of a lower version of the same event. So "
            + "from each version there is one way to the newest.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NoUpcast));

    public static readonly DiagnosticDescriptor NoTag = new(
        RuleIds.NoTag,
        title: "Tag has no stable text",
        messageFormat: "'{0}' can't be a tag: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A tag is a key and a text, compared byte for byte for as long as the store lives. Its value needs exactly one text.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NoTag));

    public static readonly DiagnosticDescriptor NoReplacement = new(
        RuleIds.NoReplacement,
        title: "Personal member has no value once it is erased",
        messageFormat: "'{0}' is personal, and would have no value once its subject is erased: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "After an erasure a personal member reads as null or as its replacement. No value is guessed.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NoReplacement));

    public static readonly DiagnosticDescriptor NoSubject = new(
        RuleIds.NoSubject,
        title: "Personal member has no subject",
        messageFormat: "'{0}' is personal, and it is not clear whose: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A personal member is sealed by the key of one subject: a member of the same object whose type is a tag type with "
            + "[Subject], and which is never null.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NoSubject));

    public static readonly DiagnosticDescriptor NotPersonal = new(
        RuleIds.NotPersonal,
        title: "Member can't be personal",
        messageFormat: "'{0}' can't be personal: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What is stored as a tag in plain text, computed, or sealed in a part of its own, can't be sealed as a member.",
        helpLinkUri: RuleIds.PageOf(RuleIds.NotPersonal));

    public static readonly DiagnosticDescriptor BadReplacement = new(
        RuleIds.BadReplacement,
        title: "Replacement is no value of the member",
        messageFormat: "'{0}' can't be replaced by that: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The replacement of a personal member is a constant of the member's type.",
        helpLinkUri: RuleIds.PageOf(RuleIds.BadReplacement));

    public static readonly DiagnosticDescriptor StoreName = new(
        RuleIds.StoreName,
        title: "Name is one of the store's",
        messageFormat: "'{0}' can't be stored under its name: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Events and fields whose names begin with '$' are the store's own: '$erased' tells that a subject was erased, and "
            + "'$sealed' has what is personal.",
        helpLinkUri: RuleIds.PageOf(RuleIds.StoreName));
}
