using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>A refusal as a rule and the words of its message.</summary>
internal readonly partial struct RefusalText(DiagnosticDescriptor rule, params string[] arguments)
{
    /// <summary>What is said when a parser gives no reason. A test fails where it happens.</summary>
    public const string Unexplained = "the generator gives no reason, which is a defect of it; please report it with this declaration";

    public DiagnosticDescriptor Rule => rule;

    public string[] Arguments => arguments;

    /// <returns>Null where the compiler has said it.</returns>
    public static RefusalText? Of(INamedTypeSymbol type, Refusal refusal)
    {
        var subject = refusal.Subject;
        return refusal.Kind switch
        {
            RefusalKind.Incomplete => null,
            RefusalKind.OldLanguage => new(DeclarationRules.OldLanguage, type.Name, LanguageOf(type)),
            RefusalKind.NotPartial =>
                new(
                    DeclarationRules.NotPartial,
                    refusal.Other!.Name,
                    SymbolEqualityComparer.Default.Equals(type, refusal.Other) ? "it" : $"'{type.Name}' in it"),

            RefusalKind.Derived when !refusal.Path.IsEmpty =>
                NoCodec(
                    refusal,
                    $"the record '{Name(subject)}' derives from '{Name(refusal.Other!)}', which is generic; derive from a record without "
                        + "type parameters"),
            RefusalKind.NoCodec =>
                MissingTypes.Contains((ITypeSymbol)subject)
                    ? null
                    : NoCodec(refusal, $"there is no codec for '{Name(subject)}'{NearestType.Advice((ITypeSymbol)subject, refusal)}"),
            RefusalKind.BehindAlias =>
                NoCodec(
                    refusal,
                    $"'{Name(subject)}' is in the assembly '{subject.ContainingAssembly.Name}', which is referenced under an extern alias, "
                        + "and generated code can't name it; reference the assembly without one, or store a type of your own"),
            RefusalKind.NoKey =>
                NoCodec(
                    refusal,
                    $"the keys of '{Name(subject)}' become the names of fields, and only text, a Guid, a whole number, an enum or a "
                        + "struct of one such value can; "
                        + (OneMember(((INamedTypeSymbol)subject).TypeArguments[0]) ?? "use a list of records")),
            RefusalKind.NoOrder =>
                NoCodec(
                    refusal,
                    $"what '{Name(subject)}' holds has no order that is the same on every machine; implement IComparable<T> and use a "
                        + $"sorted set, or use '{NearestType.Unsorted((INamedTypeSymbol)subject)}'"),
            RefusalKind.NoDiscriminator => NoCodec(refusal, SymbolEqualityComparer.Default.Equals(subject, refusal.Other)
                ? $"'{Name(subject)}' lists no types; add [JsonDerivedType(typeof(…), \"…\")] for each"
                : $"'{Name(refusal.Other!)}' lists '{Name(subject)}' without a name, so it could not be read; give it one, "
                    + $"[JsonDerivedType(typeof({subject.Name}), \"…\")]"),
            RefusalKind.BadCase when subject is INamedTypeSymbol { TypeKind: TypeKind.Struct } =>
                NoCodec(refusal, $"'{Name(refusal.Other!)}' lists '{Name(subject)}', which is a struct; make it a record class"),
            RefusalKind.BadCase =>
                NoCodec(
                    refusal,
                    $"'{Name(refusal.Other!)}' lists '{Name(subject)}', which must be a concrete record of it that is not generic, "
                        + "listed once, under a name of its own without quotes, backslashes and control characters"),
            RefusalKind.OpenCases =>
                NoCodec(
                    refusal,
                    $"[JsonPolymorphic] on '{Name(subject)}' has a setting by which types that it does not list lose what they hold; "
                        + "leave but TypeDiscriminatorPropertyName"),
            RefusalKind.DiscriminatorIsField =>
                NoCodec(
                    refusal,
                    $"'{Name(subject)}' has a field that is called as the one which says the type; rename it, or set "
                        + "TypeDiscriminatorPropertyName"),
            RefusalKind.NotAConverter =>
                NoCodec(
                    refusal,
                    $"{Shown(refusal.Other, "its converter")} is no accessible class or struct that implements "
                        + $"{ConverterWay.Interface(refusal)}"),
            RefusalKind.NotInContext =>
                NoCodec(
                    refusal,
                    $"'{refusal.Other!.Name}' is no JsonSerializerContext with [JsonSerializable(typeof(…))] of the member's own type"),
            RefusalKind.TwoConverters => NoCodec(refusal, "it has two converters or contexts; leave one"),
            RefusalKind.ConvertedTag =>
                NoCodec(
                    refusal, $"'{Name(subject)}' is a tag type and stored as its value; remove the converter, or its tag would be lost"),
            RefusalKind.TooDeep =>
                NoCodec(
                    refusal,
                    $"with it the payload can nest deeper than {NestingDepth.Max} levels, and no reader takes more; open data and what a "
                        + "converter writes count as 32; nest less"),
            RefusalKind.BadTagType => NoCodec(refusal, $"the tag type '{Name(subject)}' gets no generated code itself; fix it first"),

            RefusalKind.SameAlias when !refusal.Path.IsEmpty =>
                Field(type, refusal, "one of its aliases is said twice, or is its name; remove it"),
            RefusalKind.BadField =>
                Field(
                    type,
                    refusal,
                    "its name, and each of its aliases, must be 1 to 255 bytes of text without quotes, backslashes and control characters"),
            RefusalKind.TwoFields => Field(type, refusal, "it is declared with different names; keep one of the attributes"),
            RefusalKind.NoField when subject is INamedTypeSymbol =>
                NoCodec(refusal, $"'{Name(subject)}' is stored as its bare value, so [Field] inside it has no effect; remove it"),
            RefusalKind.NoField => Field(type, refusal, "it is not stored under a name, so the attribute has no effect; remove it"),
            RefusalKind.SameField => new(DeclarationRules.DuplicateField, Place(type, refusal), refusal.Other!.Name),

            RefusalKind.SeveralUpcasters =>
                NoUpcast(
                    type,
                    $"it has several methods called '{Upcaster.Method}', and an event of an older version can take one way only; keep "
                        + "the one from the version before"),
            RefusalKind.BadUpcaster =>
                NoUpcast(
                    type,
                    $"'{Upcaster.Method}' must be one record made of another; write 'static {type.Name} {Upcaster.Method}(OldRecord old)'"),
            RefusalKind.NoOldVersion =>
                NoUpcast(
                    type, $"'{Name(refusal.Other!)}' is no event of this assembly; give it [Event] with the same name and its version"),
            RefusalKind.OtherName =>
                NoUpcast(
                    type,
                    $"'{Name(refusal.Other!)}' is an event of another name; give it the name of '{type.Name}', whose Aliases take the "
                        + "old one"),
            RefusalKind.NotOlder =>
                NoUpcast(type, $"'{Name(refusal.Other!)}' is not of a lower version; number the versions from the oldest on"),
            RefusalKind.BadOldVersion =>
                NoUpcast(type, $"the older version '{Name(refusal.Other!)}' gets no generated code itself; fix it first"),

            RefusalKind.NoProperty => NoConstructor(refusal, subject, StateWays.OfParameter((IParameterSymbol)subject)),
            RefusalKind.ByReference =>
                NoConstructor(refusal, subject, $"the parameter '{subject.Name}' is passed by reference; take it by value"),
            RefusalKind.OtherState => NoConstructor(refusal, subject, OtherState(subject, refusal)),
            RefusalKind.HiddenState => NoConstructor(refusal, subject, HiddenState(subject, refusal)),
            RefusalKind.ChangedValue =>
                NoConstructor(
                    refusal,
                    subject,
                    "its constructor, initializer or accessors make another value of what they are given, and reading would make it again "
                        + "of what was stored; keep the value as it is given, and change it before, in a method that is no "
                        + "[EventConstructor]"),
            RefusalKind.SplitAccessors =>
                NoConstructor(
                    refusal,
                    subject,
                    $"it overrides one accessor, and the other is that of '{Qualified(((IPropertySymbol)subject).OverriddenProperty!)}'; "
                        + "override both, or put [Ignore] on it"),
            RefusalKind.NoConstructor => NoConstructor(refusal, subject, StateWays.OfType((INamedTypeSymbol)subject, refusal)),

            RefusalKind.RequiredTwice =>
                NoConstructor(
                    refusal,
                    subject,
                    "it is required, and the constructor takes it too; remove 'required', or put [SetsRequiredMembers] on the constructor"),
            RefusalKind.HiddenRequired =>
                NoConstructor(
                    refusal,
                    subject,
                    "it is required, and reading can't call the marked constructor by its name; put [SetsRequiredMembers] on the "
                        + "constructor, or take it as a parameter"),
            RefusalKind.IgnoredParameter =>
                NoConstructor(
                    refusal,
                    subject,
                    "it is ignored, and reading would have nothing to give the constructor for it; declare it beside the constructor"),
            RefusalKind.IgnoredRequired =>
                NoConstructor(
                    refusal, subject, "it is ignored and required, and reading would have nothing to set it to; remove one of the two"),
            RefusalKind.TwoConstructors =>
                NoConstructor(refusal, subject, "several of its constructors and methods have [EventConstructor]; leave one"),
            RefusalKind.BadFactory =>
                NoConstructor(
                    refusal,
                    subject,
                    $"reading calls it in place of a constructor, so it must be static, internal or public, not generic, and return "
                        + $"'{Name(refusal.Other!)}' itself"),
            RefusalKind.SeveralConstructors =>
                NoConstructor(
                    refusal,
                    subject,
                    "several of its constructors take all of its state; mark one with [EventConstructor], or add one without parameters"),

            RefusalKind.BadTag => NoTag(
                type, refusal,
                "its key and each alias must be 1 to 255 bytes of text without ':', all of them different, and MaxLength not negative"),
            RefusalKind.TwoTags => NoTag(type, refusal, "it is declared with different tags; keep one of the attributes"),
            RefusalKind.UnimplementedTag =>
                new(
                    DeclarationRules.NoTag,
                    Qualified(subject),
                    $"the interface implements it, so '{refusal.Other!.Name}' has no such member; declare the property in "
                        + $"'{refusal.Other.Name}'"),
            RefusalKind.SameQuery => NoTag(type, refusal, SameQuery(subject, refusal.Other!)),
            RefusalKind.UnreadableTag => NoTag(type, refusal, "it needs a public getter and must not be static"),
            RefusalKind.NoStableText => MissingTypes.Contains(TypeOf(subject)) ? null : NoTag(type, refusal, NoStableText(subject)),
            RefusalKind.HiddenTagType => NoTag(type, refusal, StateWays.OfHiddenTag(type)),
            RefusalKind.NotOneValue =>
                NoTag(type, refusal, StateWays.OfSeveralValues(type)),

            RefusalKind.StoreName =>
                new(
                    DeclarationRules.StoreName,
                    type.Name,
                    "names that begin with '$' are the store's own, old ones too; choose another"),
            RefusalKind.StoreField when subject is INamedTypeSymbol =>
                new(
                    DeclarationRules.StoreName,
                    Place(type, refusal),
                    $"the field that says the type of '{Name(subject)}' is called as a sealed part; set TypeDiscriminatorPropertyName to "
                        + "another name"),
            RefusalKind.StoreField =>
                new(
                    DeclarationRules.StoreName,
                    Place(type, refusal),
                    "names that begin with '$' are the store's own, old ones too; write another in [Field]"),

            >= RefusalKind.NoReplacement and <= RefusalKind.PersonalTwice => PersonalText.Of(refusal),

            _ =>
                Whole(refusal) is { } why
                    ? new(DeclarationRules.NotGeneratable, type.Name, why)
                    : new(DeclarationRules.NotGeneratable, type.Name, Unexplained),
        };
    }

    private static string? Whole(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotRecord when refusal.Subject is INamedTypeSymbol { TypeKind: TypeKind.Struct } =>
            "a tag type is a record struct; write 'readonly partial record struct'",
        RefusalKind.NotRecord => "an event is a record; write 'partial record'",
        RefusalKind.NotReadOnly => "a tag type must be readonly, since a tag never changes",
        RefusalKind.NotStatic => "an event model is a static class; nothing is ever made of it",
        RefusalKind.Abstract =>
            "it is abstract, so no event is one; put [Event] on the records that derive from it, and let it implement IEvent without the "
                + "attribute",
        RefusalKind.Derived when refusal.Other is INamedTypeSymbol { IsGenericType: true } =>
            $"it derives from '{Name(refusal.Other)}', which is generic; derive from a record without type parameters",
        RefusalKind.Derived =>
            $"it derives from the event '{Name(refusal.Other!)}'; move what both share to a record that is no event, or to an interface "
                + "that extends IEvent",
        RefusalKind.Generic => $"'{Name(refusal.Other!)}' is generic, and a log has one name for one type; write a type for each",
        RefusalKind.FileLocal => $"'{refusal.Other!.Name}' is local to its file, and generated code is in another; remove 'file'",
        RefusalKind.Inaccessible => "it is private or protected, and the event model must name it; make it internal or public",
        RefusalKind.Forbidden =>
            $"'{(refusal.Other ?? refusal.Subject).Name}' is obsolete as an error, so generated code can't name it, and stored events "
                + "stay; make it a warning, [Obsolete(\"…\")]",
        RefusalKind.BadName => "its name, and each of its aliases, must be 1 to 255 bytes of text",
        RefusalKind.BadVersion => "its version must be 1 to 65535",
        RefusalKind.SameAlias => "one of its aliases is said twice, or is its name; remove it",
        RefusalKind.ModelIsTaken => "the property that is generated is called 'Model', and that name is taken; rename what has it",
        RefusalKind.NotAModel when refusal.Other is null => "what it includes is null; name classes with [EventModel]",
        RefusalKind.NotAModel =>
            $"it includes '{Name(refusal.Other)}', which is not an event model of another assembly that can be named from here",
        _ => null,
    };

    private static RefusalText NoUpcast(INamedTypeSymbol type, string why) => new(DeclarationRules.NoUpcast, type.Name, why);

    private static RefusalText Field(INamedTypeSymbol type, Refusal refusal, string why) =>
        new(
            DeclarationRules.NotGeneratable,
            type.Name,
            $"[Field] on '{(refusal.Path.IsEmpty ? Qualified(refusal.Subject) : Qualified(refusal.Path[^1]))}': {why}");

    private static RefusalText NoCodec(Refusal refusal, string why)
    {
        var own = refusal.Path[0];
        var inner = refusal.Path[^1];
        return new(DeclarationRules.NoCodec, Qualified(own), refusal.Path.Length == 1 ? why : $"of '{Qualified(inner)}' in it, {why}");
    }

    /// <summary>What is lost is the inner record's, the event's place of it is where it is reported.</summary>
    private static RefusalText NoConstructor(Refusal refusal, ISymbol subject, string why)
    {
        var lost = subject is INamedTypeSymbol ? subject.Name : Qualified(subject);
        return new(DeclarationRules.NoConstructor, lost, refusal.Path.IsEmpty ? why : $"{why} ('{Qualified(refusal.Path[0])}' holds it)");
    }

    private static RefusalText NoTag(INamedTypeSymbol type, Refusal refusal, string why) =>
        new(DeclarationRules.NoTag, Place(type, refusal), why);
}
