using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>The words of messages that depend on more than the kind of the refusal, and the names in them.</summary>
internal readonly partial struct RefusalText
{
    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat;

    private static string OtherState(ISymbol subject, Refusal refusal) => subject switch
    {
        IFieldSymbol => "only properties are stored; make it one, or put [Ignore] on it if it need not be stored",
        IPropertySymbol property when refusal.Other is INamedTypeSymbol record
            && !RecordChain.Properties(record).Contains(property, SymbolEqualityComparer.Default) =>
            $"another member of its name hides it in '{record.Name}', and one name is one field; rename one, or put [Ignore] on this one",
        _ => StateWays.OfProperty((IPropertySymbol)subject, refusal),
    };

    private static string NoStableText(ISymbol member) => TypeOf(member) switch
    {
        { SpecialType: SpecialType.System_Boolean } =>
            "a 'bool' has two values, so its tag would be on half of all events; use an enum, whose names say which",
        { SpecialType: SpecialType.System_Char } => "a 'char' can't; make it a 'string'",
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } when IsOfTagType(member) => MayBeNull(member),
        { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } when IsOfTagType(member) => MayBeNull(member),
        _ => NoText(member),
    };

    private static bool IsOfTagType(ISymbol member) => Attributes.Has(member.ContainingType, KnownSymbols.TagAttribute);

    private static string MayBeNull(ISymbol member) =>
        $"its value may be null, and a tag has one; remove the question mark, and write '{member.ContainingType.Name}?' where there may be "
            + "none";

    private static string NoText(ISymbol member) => MemberClassifier.IsTagType(TypeOf(member))
        ? $"its type '{Name(TypeOf(member))}' is a tag type and has a key already; remove the attribute"
        : TagTypeIn(TypeOf(member)) is { } held
        ? $"it holds '{Name(held)}', which is a tag type and has a key already; remove the attribute"
        : OneMember(TypeOf(member)) is { } advice
        ? $"'{Name(TypeOf(member))}' is stored as an object, which has no one text; {advice}"
        : $"'{Name(TypeOf(member))}' has no one text that stays the same for ever; use text, a Guid, a whole number or an enum";

    /// <summary>The tag type of which a member may have none, or several; null where it is none.</summary>
    private static ITypeSymbol? TagTypeIn(ITypeSymbol type)
    {
        var held = type is IArrayTypeSymbol array ? array.ElementType : (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        return held is not null && MemberClassifier.IsTagType(held) ? held : null;
    }

    private static string HiddenState(ISymbol subject, Refusal refusal) => subject is IFieldSymbol field
        ? StateWays.OfField(field, refusal)
        : "handlers are not data; put [Ignore] on it";

    private static string SameQuery(ISymbol member, ISymbol first) =>
        $"its key '{KeyOf(member)}' and the key '{KeyOf(first)}' of '{Qualified(first)}' both give the query method "
            + $"'{QueryNames.Of(KeyOf(first))}', which could ask for one of them only; make one of them a tag type, or choose another key";

    private static string KeyOf(ISymbol member) =>
        (TagMark.TryRead(member, out var mark) ? mark : null)?.Key
        ?? member.ContainingType.InstanceConstructors
            .SelectMany(static each => each.Parameters)
            .Where(parameter => string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase))
            .Select(static parameter => TagMark.TryRead(parameter, out var mark) ? mark?.Key : null)
            .FirstOrDefault(static key => key is not null)
        ?? "";

    /// <summary>An id that is a class, or a struct that can change, as a C# developer may write it before reading of wrappers.</summary>
    private static string? OneMember(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsRecord: true, IsReadOnly: false } record
            && record.InstanceConstructors.Any(each => each.Parameters is [var only]
                && !SymbolEqualityComparer.Default.Equals(only.Type, record)
                && MemberClassifier.IsScalar(only.Type))
            ? $"make it 'readonly record struct {record.Name}', which is stored as its one value"
            : null;

    /// <summary>The member, and of a tuple the element in it.</summary>
    private static string Place(INamedTypeSymbol type, Refusal refusal) =>
        (refusal.Path.IsEmpty ? type.Name : Qualified(refusal.Path[^1]))
        + (refusal.Subject is IFieldSymbol { ContainingType.IsTupleType: true } element ? "." + element.Name : "");

    private static string Qualified(ISymbol member) =>
        (member is IParameterSymbol ? member.ContainingSymbol.ContainingType.Name : member.ContainingType.Name) + "." + member.Name;

    private static ITypeSymbol TypeOf(ISymbol member) => ((IPropertySymbol)member).Type;

    private static string Name(ISymbol type) => type.ToDisplayString(Short);

    private static string Shown(ISymbol? symbol, string otherwise) => symbol is null ? otherwise : $"'{Name(symbol)}'";

    private static string LanguageOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree.Options)
            .OfType<CSharpParseOptions>()
            .Select(static options => options.LanguageVersion.ToDisplayString())
            .FirstOrDefault() ?? "";
}
