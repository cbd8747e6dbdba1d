using Microsoft.CodeAnalysis;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Decisions;

/// <summary>A refusal of a decision model or a decider as a rule and the words of its message.</summary>
internal static class DecisionText
{
    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat;

    /// <returns>Null where the compiler has said it.</returns>
    public static RefusalText? Of(INamedTypeSymbol type, Refusal refusal) => refusal switch
    {
        { Kind: RefusalKind.NoBoundaryTag, Subject: IParameterSymbol e, Other: IParameterSymbol tag } =>
            new(DecisionRules.NoBoundaryTag, Name(e.Type), KeyOf(tag), type.Name, tag.Name),
        {
            Kind: RefusalKind.UnboundBoundary or RefusalKind.AmbiguousBoundary or RefusalKind.NoIds or RefusalKind.SeveralIds,
            Subject: IParameterSymbol parameter,
        } => new(DecisionRules.UnboundBoundary, Bound(refusal, parameter), Unbound(type, refusal)),
        _ when Handler(type, refusal) is { } why =>
            MissingTypes.Contains(TypeOf(refusal.Subject)) ? null : new(DecisionRules.BadHandler, $"{type.Name}.On", why),
        _ when Attributes.Has(type, KnownSymbols.ConsumerAttribute) && Consumer(refusal) is { } why =>
            new(DecisionRules.BadConsumer, type.Name, why),
        { Kind: RefusalKind.ConsumerKeyUnused } => new(DecisionRules.UnusedOrder, type.Name, Name(refusal.Other!)),
        _ when Snapshot(refusal) is { } why => new(DecisionRules.BadSnapshot, type.Name, why),
        _ when Model(refusal) is { } why => new(DecisionRules.BadModel, type.Name, why),
        _ when Decider(type, refusal) is { } why =>
            MissingTypes.Contains(TypeOf(refusal.Subject)) ? null : new(DecisionRules.BadDecider, Method(refusal.Subject), why),
        { Kind: RefusalKind.Generic } when !Attributes.Has(type, KnownSymbols.DecisionModelAttribute) => new(
            DeclarationRules.NotGeneratable,
            type.Name,
            $"'{Name(refusal.Other!)}' is generic, and generated code begins a decision of one type; write a command for each"),
        _ when Whole(refusal) is { } why => new(DeclarationRules.NotGeneratable, type.Name, why),
        _ => RefusalText.Of(type, refusal),
    };

    private static string? Handler(INamedTypeSymbol type, Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.BadHandler when refusal.Subject is IMethodSymbol { IsAsync: true, ReturnsVoid: true, IsStatic: false }
            && Attributes.Has(type, KnownSymbols.ConsumerAttribute) =>
            "it is 'async void' and returns before its work is done, so the event would count as handled before it is; return a 'Task'",
        RefusalKind.BadHandler when Attributes.Has(type, KnownSymbols.ConsumerAttribute) =>
            "a handler is 'Task On(E e)', 'ValueTask On(E e)' or 'void On(E e)', neither static nor async void, and may take "
                + "'ConsumedEvent at' and 'CancellationToken stop' behind the event",
        RefusalKind.BadHandler =>
            "a handler is 'void On(E e)', 'T On(E e)' or 'static T On(T state, E e)', and may take 'long position', 'DateTimeOffset "
                + "recordedAt' and 'EventMetadata metadata' behind the event",
        RefusalKind.HandlerOfNoEvent => $"'{Name(TypeOf(refusal.Subject))}' is no event; name a record with [Event]",
        RefusalKind.HandlerOfBadEvent => $"the event '{Name(TypeOf(refusal.Subject))}' gets no generated code itself; fix it first",
        RefusalKind.HandlerTwice => "another handler takes the same event; make one of the two",
        _ => null,
    };

    private static string? Consumer(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.ConsumerForm => "it is static or abstract, and events are given to an instance; remove that word",
        RefusalKind.ConsumerName =>
            "its name must be up to 64 of the characters a-z, 0-9, '-', '_' and '.', and begin with a letter or a digit, since its "
                + "progress is kept under it",
        RefusalKind.ConsumerKey =>
            $"InOrderOf must name a tag type, and '{(refusal.Other is null ? "this" : Name(refusal.Other))}' is none that has generated "
                + "code",
        RefusalKind.NoHandlers => "it has no handler, and the handlers say which events it is given; add 'Task On(E e)'",
        RefusalKind.Generic =>
            $"'{Name(refusal.Other!)}' is generic, and one name can't keep the progress of several types; write a class for each",
        _ => null,
    };

    private static string? Model(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.ModelForm => Form((INamedTypeSymbol)refusal.Subject),
        RefusalKind.ModelConstructor =>
            "it needs exactly one constructor, which takes its boundary, and nothing that is required beside it; write the tags as "
                + "parameters behind its name",
        RefusalKind.BoundaryNotTag when TypeOf(refusal.Subject) is { TypeKind: TypeKind.Struct } tag && MemberClassifier.IsTagType(tag) =>
            $"the parameter '{refusal.Subject.Name}' is of the tag type '{Name(tag)}', which gets no generated code itself; fix it first",
        RefusalKind.BoundaryNotTag =>
            $"the parameter '{refusal.Subject.Name}' is no tag, and the parameters are the boundary; take a tag type, or put "
                + "[Tag(\"key\")] on text, a Guid, a whole number, an enum or a struct of one such value",
        RefusalKind.BoundaryNotKept =>
            $"no property or field of its name and type keeps the parameter '{refusal.Subject.Name}', and the boundary is read from it; "
                + "add one",
        RefusalKind.NoHandlers => "it has no handler, and the handlers say which events are in its boundary; add 'void On(E e)'",
        _ => null,
    };

    private static string? Snapshot(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.SnapshotNumber => "Snapshot is a number of events; write 1 or more, or remove it",
        RefusalKind.SnapshotOfLast => "with Last one event is read, however many there are; remove Snapshot",
        RefusalKind.NotKept when refusal.Other is { } field =>
            $"'{field.Name}' holds what could be changed, so the state is not kept in memory either; hold numbers, text, times, guids, "
                + "enums, structs and sealed records of these that never change, or immutable collections",
        RefusalKind.NotKept => "it is a class and not a record, or it captures a parameter, so its state is not kept in memory either; "
            + "write a record that has all of it in properties or fields",
        RefusalKind.FixedState =>
            $"'{refusal.Subject.Name}' can be set by its constructor alone, and a snapshot gives a model its state afterwards; add 'init' "
                + "or 'set', or compute it from other members",
        RefusalKind.UnstoredState =>
            $"'{refusal.Subject.Name}' holds '{Name(refusal.Other!)}', of which no snapshot gives back all; hold what an event can have, "
                + "without a converter and without ignored members, or remove Snapshot",
        _ => null,
    };

    private static string Form(INamedTypeSymbol model) => model switch
    {
        { IsStatic: true } => "it is static, and each decision needs one of its own; remove 'static'",
        { IsAbstract: true } => "it is abstract; remove 'abstract'",
        { IsRefLikeType: true } => "it is a ref struct, which can't be kept between two events; remove 'ref'",
        _ => $"it derives from '{Name(model.BaseType!)}', whose state could not be told apart from its own; hold it in a field instead",
    };

    private static string? Decider(INamedTypeSymbol type, Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.BadDecider =>
            "a decider is an instance method of a class or struct, neither generic nor async, that returns a Decision",
        RefusalKind.SecondDecider => $"'{type.Name}' has another [Decider], and a command decides once; give each a command of its own",
        RefusalKind.DeciderParameter =>
            $"the parameter '{refusal.Subject.Name}' is of type '{Name(TypeOf(refusal.Subject))}'; a decider takes decision models, "
                + "lists or dictionaries of one, and a DateTimeOffset, all by value",
        RefusalKind.BadModel =>
            $"the decision model of the parameter '{refusal.Subject.Name}' gets no generated code itself; fix it first",
        _ => null,
    };

    private static string Unbound(INamedTypeSymbol command, Refusal refusal)
    {
        var parameter = (IParameterSymbol)refusal.Subject;
        if (refusal.Other is not IParameterSymbol tag)
        {
            return refusal.Kind == RefusalKind.NoIds
                ? $"'{command.Name}' has no member with many ids for it, such as 'IReadOnlyList<ProductId> Products'; add one"
                : $"'{command.Name}' has many ids for several tags of its boundary, and a collection follows one of them; make the "
                    + "others single values";
        }

        var type = Name(tag.Type);
        var names = $"'{parameter.Name}' or '{tag.Name}'";
        return refusal.Kind switch
        {
            RefusalKind.UnboundBoundary when MemberClassifier.IsTagType(tag.Type) && Nullable(command, tag) is { } optional =>
                $"'{command.Name}' has no member of type '{type}'; '{optional.Name}' may be null, and a decision needs its value; make it "
                    + "one",
            RefusalKind.UnboundBoundary when MemberClassifier.IsTagType(tag.Type) => Bare(command, tag) is { } member
                ? $"'{command.Name}' has no member of type '{type}'; make '{member.Name}' one, which is a '{Name(member.Type)}'"
                : $"'{command.Name}' has no member of type '{type}'; add one",
            RefusalKind.UnboundBoundary or RefusalKind.NoIds =>
                $"'{command.Name}' has no member '{tag.Name}' of type '{type}'; add one, since a value that is no tag type is found by "
                    + "its name",
            RefusalKind.AmbiguousBoundary => $"'{command.Name}' has several members of type '{type}'; call the one that is meant {names}",
            _ => $"'{command.Name}' has several members with many '{type}'; call the one that is meant {names}",
        };
    }

    /// <summary>A member of the tag's type that may be null.</summary>
    private static IPropertySymbol? Nullable(INamedTypeSymbol command, IParameterSymbol tag) => command.GetMembers()
        .OfType<IPropertySymbol>()
        .FirstOrDefault(member => !member.IsStatic
            && member.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } optional
            && SymbolEqualityComparer.Default.Equals(optional.TypeArguments[0], tag.Type));

    /// <summary>
    /// The member that was meant, as its name tells, and that has the tag's bare value for a type: <c>Guid CourseId</c> for
    /// <c>CourseId course</c>.
    /// </summary>
    private static IPropertySymbol? Bare(INamedTypeSymbol command, IParameterSymbol tag)
    {
        if (tag.Type is not INamedTypeSymbol type) return null;
        var values = type.InstanceConstructors
            .Where(static each => each.Parameters.Length == 1)
            .Select(static each => each.Parameters[0].Type)
            .ToArray();
        return command.GetMembers()
            .OfType<IPropertySymbol>()
            .FirstOrDefault(member => !member.IsStatic
                && values.Contains(member.Type, SymbolEqualityComparer.Default)
                && new[] { tag.Name, tag.Name + "Id", type.Name }.Contains(member.Name, StringComparer.OrdinalIgnoreCase));
    }

    internal static string? Whole(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Generic => $"'{Name(refusal.Other!)}' is generic, and a boundary is one of named types; write a type for each",
        RefusalKind.Inaccessible => "it is private or protected, and generated code must name it; make it internal or public",
        RefusalKind.Forbidden =>
            $"'{(refusal.Other ?? refusal.Subject).Name}' is obsolete as an error, so generated code can't name it; make it a warning, "
                + "[Obsolete(\"…\")]",
        _ => null,
    };

    /// <summary>What is bound, such as <c>seats.Course</c>.</summary>
    private static string Bound(Refusal refusal, IParameterSymbol parameter) =>
        refusal.Other is IParameterSymbol tag ? $"{parameter.Name}.{tag.Name}" : parameter.Name;

    internal static string KeyOf(IParameterSymbol tag) =>
        TagMark.TryRead(tag, out var own) && own is { } said ? said.Key
        : TagMark.TryRead(tag.Type, out var mark) && mark is { } given ? given.Key
        : tag.Name;

    private static string Method(ISymbol subject)
    {
        var method = subject as IMethodSymbol ?? (IMethodSymbol)subject.ContainingSymbol;
        return $"{method.ContainingType.Name}.{method.Name}";
    }

    internal static ITypeSymbol TypeOf(ISymbol subject) => subject switch
    {
        IParameterSymbol parameter => parameter.Type,
        IMethodSymbol method => method.ReturnType,
        _ => (ITypeSymbol)subject,
    };

    private static string Name(ISymbol type) => type.ToDisplayString(Short);
}
