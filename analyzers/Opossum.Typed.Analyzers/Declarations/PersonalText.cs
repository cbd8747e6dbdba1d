using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>The words for a personal member that can't be sealed.</summary>
internal static class PersonalText
{
    public static RefusalText Of(Refusal refusal)
    {
        var member = refusal.Path.IsEmpty ? refusal.Subject : refusal.Path[^1];
        var name = $"{member.ContainingType?.Name}.{member.Name}".TrimStart('.');
        return refusal.Kind switch
        {
            RefusalKind.NoReplacement => new(
                DeclarationRules.NoReplacement,
                name,
                $"write '{TypeName(refusal)}?', or say what it reads as then, [Personal(Replacement = …)]"),
            RefusalKind.BadReplacement => new(
                DeclarationRules.BadReplacement,
                name,
                $"it must be a constant of the type '{TypeName(refusal)}': text, a number, a character, a bool or a named value of an "
                    + "enum; for any other type write a question mark"),
            RefusalKind.NoSubject => new(DeclarationRules.NoSubject, name, NoSubject(refusal)),
            RefusalKind.NotASubject => new(
                DeclarationRules.NoSubject,
                name,
                $"Of names no stored member of '{refusal.Other!.Name}' whose type is a tag type with [Subject]; name one, Of = nameof(…)"),
            RefusalKind.NullableSubject => new(
                DeclarationRules.NoSubject,
                name,
                $"'{refusal.Other!.Name}' may be null, and there is no key of nobody; remove the question mark, or move both to a record "
                    + "of their own that may be null"),
            RefusalKind.SeveralSubjects => new(
                DeclarationRules.NoSubject,
                name,
                $"'{member.ContainingType?.Name}' has several subjects; say whose it is, [Personal(Of = nameof({refusal.Other!.Name}))]"),
            RefusalKind.PersonalTagType when MemberClassifier.IsTagType(Bare(refusal.Other!)) => new(
                DeclarationRules.NotPersonal,
                name,
                $"'{TypeName(refusal)}' gives a tag in plain text; store the value as text or a number, with [Personal, Tag(\"…\")], whose "
                    + "tag is hidden"),
            RefusalKind.PersonalTagType => new(
                DeclarationRules.NotPersonal,
                name,
                $"'{TypeName(refusal)}' holds tags, which are stored in plain text; put [Personal] on the members inside it that are "
                    + "personal, or hold what has no tag"),
            RefusalKind.PersonalComputed => new(
                DeclarationRules.NotPersonal,
                name,
                "it is computed and not stored, so there is nothing to seal; put it on what it is computed from"),
            RefusalKind.PersonalValue => new(
                DeclarationRules.NotPersonal,
                PlaceOf(refusal.Subject),
                "it is stored as the bare value of its type, wherever that is used; put [Personal] on the members of that type"),
            RefusalKind.TwoPersonals => new(
                DeclarationRules.NotPersonal, name, "it is declared personal in two ways; keep one of the attributes"),
            _ => new(
                DeclarationRules.NotPersonal,
                name,
                "it holds members that are personal themselves; remove [Personal] here, or there"),
        };
    }

    private static string NoSubject(Refusal refusal)
    {
        var owner = refusal.Other!.Name;
        return refusal.Path.Length > 1
            ? $"'{owner}' has no member whose type is a tag type with [Subject]; add one, or put [Personal] on "
                + $"'{refusal.Path[0].ContainingType?.Name}.{refusal.Path[0].Name}', which is sealed as a whole then"
            : $"'{owner}' has no member whose type is a tag type with [Subject]; put [Subject] on the tag type of the person's id";
    }

    private static string PlaceOf(ISymbol subject) =>
        subject is INamedTypeSymbol ? subject.Name : $"{subject.ContainingType.Name}.{subject.Name}";

    private static ITypeSymbol Bare(ISymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] }
            ? value
            : (ITypeSymbol)type;

    private static string TypeName(Refusal refusal) => refusal.Other?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "";
}
