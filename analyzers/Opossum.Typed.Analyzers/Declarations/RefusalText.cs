using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>A refusal as a rule and the words of its message.</summary>
internal readonly struct RefusalText(DiagnosticDescriptor rule, params string[] arguments)
{
    /// <summary>What is said when a parser gives no reason. A test fails where it happens.</summary>
    public const string Unexplained = "the generator gives no reason, which is a defect of it; please report it with this declaration";

    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat;

    public DiagnosticDescriptor Rule => rule;

    public string[] Arguments => arguments;

    /// <returns>Null where the compiler has said it.</returns>
    public static RefusalText? Of(INamedTypeSymbol type, Refusal refusal)
    {
        var subject = refusal.Subject;
        return refusal.Kind switch
        {
            RefusalKind.Incomplete => null,
            RefusalKind.NotPartial => new(DeclarationRules.NotPartial, refusal.Other!.Name, SymbolEqualityComparer.Default.Equals(type, refusal.Other) ? "it" : $"'{type.Name}' in it"),

            RefusalKind.Derived when !refusal.Path.IsEmpty => NoCodec(refusal, $"the record '{Name(subject)}' derives from '{Name(refusal.Other!)}'; store a record that derives from nothing"),
            RefusalKind.NoCodec => MissingTypes.Contains((ITypeSymbol)subject) ? null : NoCodec(refusal, $"there is no codec for '{Name(subject)}'; {NearestType.Advice((ITypeSymbol)subject)}"),
            RefusalKind.Recursive => NoCodec(refusal, $"'{Name(subject)}' holds itself; store a list and the place of each in it"),
            RefusalKind.BadTagType => NoCodec(refusal, $"the tag type '{Name(subject)}' gets no generated code itself; mend it first"),

            RefusalKind.SameAlias when !refusal.Path.IsEmpty => Field(type, refusal, "one of its aliases is said twice, or is its name; remove it"),
            RefusalKind.BadField => Field(type, refusal, "its name, and each of its aliases, must be 1 to 255 bytes of text without quotes, backslashes and control characters"),
            RefusalKind.TwoFields => Field(type, refusal, "the parameter and the property name different fields; remove one attribute"),
            RefusalKind.NoField when subject is INamedTypeSymbol => NoCodec(refusal, $"'{Name(subject)}' is stored as its bare value, so [Field] inside it has no effect; remove it"),
            RefusalKind.NoField => Field(type, refusal, "it is not stored under a name, so the attribute has no effect; remove it"),
            RefusalKind.SameField => new(DeclarationRules.DuplicateField, Place(type, refusal), refusal.Other!.Name),

            RefusalKind.SeveralUpcasters => NoUpcast(type, $"it has several methods called '{Upcaster.Method}', and an event of an older version can take one way only; keep the one from the version before"),
            RefusalKind.BadUpcaster => NoUpcast(type, $"'{Upcaster.Method}' must be one record made of another; write 'static {type.Name} {Upcaster.Method}(OldRecord old)'"),
            RefusalKind.NoOldVersion => NoUpcast(type, $"'{Name(refusal.Other!)}' is no event of this assembly; give it [Event] with the same name and its version"),
            RefusalKind.OtherName => NoUpcast(type, $"'{Name(refusal.Other!)}' is an event of another name; give it the name of '{type.Name}', whose Aliases take the old one"),
            RefusalKind.NotOlder => NoUpcast(type, $"'{Name(refusal.Other!)}' is not of a lower version; number the versions from the oldest on"),
            RefusalKind.BadOldVersion => NoUpcast(type, $"the older version '{Name(refusal.Other!)}' gets no generated code itself; mend it first"),

            RefusalKind.NoProperty => NoConstructor(refusal, subject, $"no public property has the name and type of the parameter '{subject.Name}'"),
            RefusalKind.ByReference => NoConstructor(refusal, subject, $"the parameter '{subject.Name}' is passed by reference; take it by value"),
            RefusalKind.OtherState => NoConstructor(refusal, subject, "nothing that reading may call sets it; give it a public 'init', make it a parameter or private, or compute it"),
            RefusalKind.NoConstructor => NoConstructor(refusal, subject, "it has no public constructor that takes or leaves settable all of its state; write its members as parameters behind its name"),

            RefusalKind.RequiredTwice => NoConstructor(refusal, subject, "it is required, and the constructor takes it too; remove 'required', or put [SetsRequiredMembers] on the constructor"),
            RefusalKind.SeveralConstructors => NoConstructor(refusal, subject, "several of its constructors take all of its state; leave one, or add one without parameters"),

            RefusalKind.BadTag => NoTag(type, refusal, "its key must be 1 to 255 bytes of text without ':', and MaxLength not negative"),
            RefusalKind.TwoTags => NoTag(type, refusal, "the parameter and the property name different tags; remove one attribute"),
            RefusalKind.UnreadableTag => NoTag(type, refusal, "it needs a public getter and must not be static"),
            RefusalKind.NoStableText => MissingTypes.Contains(TypeOf(subject)) ? null : NoTag(type, refusal, NoStableText(subject)),
            RefusalKind.NotOneValue => NoTag(type, refusal, "a tag type holds exactly one value; take one parameter, or join the values in one text"),

            _ => Whole(refusal) is { } why ? new(DeclarationRules.NotGeneratable, type.Name, why) : new(DeclarationRules.NotGeneratable, type.Name, Unexplained),
        };
    }

    private static string? Whole(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotRecord when refusal.Subject is INamedTypeSymbol { TypeKind: TypeKind.Struct } => "a tag type is a record struct; write 'readonly partial record struct'",
        RefusalKind.NotRecord => "an event is a record; write 'partial record'",
        RefusalKind.NotReadOnly => "a tag type must be readonly, since a tag never changes",
        RefusalKind.NotStatic => "an event model is a static class; nothing is ever made of it",
        RefusalKind.Abstract => "it is abstract, so no event is one; mark the records that derive from nothing, and give them an interface that extends IEvent in common",
        RefusalKind.Derived => $"it derives from '{Name(refusal.Other!)}'; an event derives from nothing, an interface that extends IEvent can be shared",
        RefusalKind.Generic => $"'{Name(refusal.Other!)}' is generic, and a log has one name for one type; write a type for each",
        RefusalKind.FileLocal => $"'{refusal.Other!.Name}' is local to its file, and generated code is in another; remove 'file'",
        RefusalKind.Inaccessible => "it is private or protected, and the event model must name it; make it internal or public",
        RefusalKind.Forbidden => $"'{(refusal.Other ?? refusal.Subject).Name}' is obsolete as an error, so generated code can't name it, and stored events stay; make it a warning, [Obsolete(\"…\")]",
        RefusalKind.BadName => "its name, and each of its aliases, must be 1 to 255 bytes of text",
        RefusalKind.BadVersion => "its version must be 1 to 65535",
        RefusalKind.SameAlias => "one of its aliases is said twice, or is its name; remove it",
        RefusalKind.ModelIsTaken => "the property that is generated is called 'Model', and that name is taken; rename what has it",
        RefusalKind.NotAModel when refusal.Other is null => "what it includes is null; name classes with [EventModel]",
        RefusalKind.NotAModel => $"it includes '{Name(refusal.Other)}', which is not an event model of another assembly that can be named from here",
        _ => null,
    };

    private static RefusalText NoUpcast(INamedTypeSymbol type, string why) => new(DeclarationRules.NoUpcast, type.Name, why);

    private static RefusalText Field(INamedTypeSymbol type, Refusal refusal, string why) =>
        new(DeclarationRules.NotGeneratable, type.Name, $"[Field] on '{(refusal.Path.IsEmpty ? Qualified(refusal.Subject) : Qualified(refusal.Path[^1]))}': {why}");

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

    private static RefusalText NoTag(INamedTypeSymbol type, Refusal refusal, string why) => new(DeclarationRules.NoTag, Place(type, refusal), why);

    private static string NoStableText(ISymbol member) => MemberClassifier.IsTagType(TypeOf(member))
        ? $"its type '{Name(TypeOf(member))}' is a tag type and has a key already; remove the attribute"
        : $"'{Name(TypeOf(member))}' has no one text that stays the same for ever; use text, a Guid, a whole number or an enum";

    private static string Place(INamedTypeSymbol type, Refusal refusal) => refusal.Path.IsEmpty ? type.Name : Qualified(refusal.Path[^1]);

    private static string Qualified(ISymbol member) => (member is IParameterSymbol ? member.ContainingSymbol.ContainingType.Name : member.ContainingType.Name) + "." + member.Name;

    private static ITypeSymbol TypeOf(ISymbol member) => ((IPropertySymbol)member).Type;

    private static string Name(ISymbol type) => type.ToDisplayString(Short);
}
