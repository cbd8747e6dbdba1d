using Microsoft.CodeAnalysis;
using Opossum.Typed.Analyzers.Decisions;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.ReadModels;

/// <summary>The rule that reports a refusal of a read model or a row, and the words of its message.</summary>
internal static class ReadModelText
{
    private const string NameOfColumns =
        "up to 60 lower-case letters, digits and underscores, a letter first, and neither 'sqlite_' nor 'opossum_' at the beginning";

    /// <summary>Why <c>[Via]</c> on another method has no effect.</summary>
    public const string OnlyHandlers = "only the 'On' methods of a read model find rows; remove [Via]";

    private const string HandlerOfProjection =
        "a handler is 'static void On(E e, SqlSession sql)', not async, and may take 'long position', 'DateTimeOffset recordedAt' and "
            + "'EventMetadata metadata' behind the event";

    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat;

    /// <returns>Null where the compiler has said it.</returns>
    public static RefusalText? Of(INamedTypeSymbol type, Refusal refusal) => refusal switch
    {
        { Kind: RefusalKind.NoBoundaryTag, Subject: IParameterSymbol e, Other: IParameterSymbol key } =>
            new(ReadModelRules.NoKeyTag, Name(e.Type), DecisionText.KeyOf(key), type.Name),
        _ when Attributes.Has(type, KnownSymbols.ProjectionAttribute) && Projection(refusal) is { } why =>
            new(ReadModelRules.BadProjection, type.Name, why),
        { Kind: RefusalKind.BadHandler } when Attributes.Has(type, KnownSymbols.ProjectionAttribute) =>
            new(DecisionRules.BadHandler, $"{type.Name}.On", HandlerOfProjection),
        _ when Handler(refusal) is { } why =>
            MissingTypes.Contains(DecisionText.TypeOf(refusal.Subject))
                ? null
                : new(DecisionRules.BadHandler, $"{type.Name}.{MethodOf(refusal.Subject).Name}", why),
        _ when Model(refusal) is { } why => new(ReadModelRules.BadReadModel, type.Name, why),
        _ when Key(refusal) is { } why => new(ReadModelRules.BadKey, type.Name, why),
        _ when Via(type, refusal) is { } why => new(ReadModelRules.BadVia, $"{type.Name}.{refusal.Subject.Name}", why),
        { Subject: IParameterSymbol model } when Join(refusal, model) is { } why =>
            MissingTypes.Contains(model.Type) ? null : new(ReadModelRules.BadJoin, $"{type.Name}.On", Name(model.Type), why),
        _ when Column(refusal) is { } why => new(ReadModelRules.BadColumn, $"{type.Name}.{refusal.Subject.Name}", why),
        { Kind: RefusalKind.NoColumns } => new(ReadModelRules.BadColumn, type.Name, "columns: it has no member; write one as a parameter"),
        _ when Whole(refusal) is { } why => new(DeclarationRules.NotGeneratable, type.Name, why),
        _ => RefusalText.Of(type, refusal),
    };

    private static string? Projection(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.ProjectionForm =>
            "it is static or derives from another class, and its generated half implements an interface; write 'public partial class'",
        RefusalKind.ReadModelName => $"its name is that of a table, which needs {NameOfColumns}",
        RefusalKind.ProjectionPart => $"each of its Parts is a part of the name of a table, once, which needs {NameOfColumns}",
        RefusalKind.NoCreate => "it needs one 'static void Create(SqlSession sql)', which makes its tables",
        RefusalKind.NoHandlers =>
            "it has no handler, and the handlers say which events it runs for; add 'static void On(E e, SqlSession sql)'",
        RefusalKind.Generic =>
            $"'{Name(refusal.Other!)}' is generic, and one table can't be that of several types; write a class for each",
        _ => null,
    };

    private static string? Handler(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.BadHandler when MethodOf(refusal.Subject).Name == RowKey.Method =>
            "a 'KeyOf' is 'static TKey KeyOf(E e)' or 'static TKey? KeyOf(E e)', gives a tuple if the key has several parts, and may take "
                + "'long position', 'DateTimeOffset recordedAt' and 'EventMetadata metadata' behind the event",
        RefusalKind.BadHandler =>
            "a handler is 'static T On(E e)', which makes a row, 'T? On(E e)', which changes or deletes it, or 'static T? On(T? row, E e)'"
                + ", and may take 'long position', 'DateTimeOffset recordedAt', 'EventMetadata metadata', the key and decision models "
                + "behind the event",
        RefusalKind.HandlerOfNoEvent => $"'{Name(DecisionText.TypeOf(refusal.Subject))}' is not an event; name a record with [Event]",
        RefusalKind.HandlerOfBadEvent =>
            $"the event '{Name(DecisionText.TypeOf(refusal.Subject))}' gets no generated code itself; fix it first",
        RefusalKind.HandlerTwice => $"another '{refusal.Subject.Name}' takes the same event; make one of the two",
        _ => null,
    };

    private static string? Model(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.ReadModelForm => Form((INamedTypeSymbol)refusal.Subject),
        RefusalKind.ReadModelName => $"its name is that of a table, which needs {NameOfColumns}",
        RefusalKind.NoHandlers => "it has no handler, and the handlers say which events make its rows; add 'static T On(E e)'",
        RefusalKind.NoMaker =>
            "its handlers change rows, and nothing makes one; add 'static T On(E e)', or give each parameter that is not a part of the key "
                + "a default",
        RefusalKind.Generic =>
            $"'{Name(refusal.Other!)}' is generic, and one table can't have the rows of several types; write a record for each",
        _ => null,
    };

    private static string Form(INamedTypeSymbol model) => model switch
    {
        { IsRecord: false } => "it is not a record, and rows are compared by value; write 'partial record'",
        { IsAbstract: true } => "it is abstract; remove 'abstract'",
        _ => $"it derives from '{Name(model.BaseType!)}', and columns are the parameters of one record; write all of them behind its name",
    };

    private static string? Key(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.KeyColumn =>
            $"'{refusal.Subject.Name}' is computed, may be null, or is stored as JSON, and a key is none of these; make it a parameter of "
                + "a tag type, text, a number, a Guid, a date or an enum",
        RefusalKind.KeyOfNothing =>
            "its rows are found by the tags of events, or it has only one, so 'KeyOf' is not called; remove it, or put [Key] on a "
                + "parameter that is not a tag",
        RefusalKind.NoKeyOf =>
            $"no 'KeyOf' says which row a '{Name(DecisionText.TypeOf(refusal.Subject))}' concerns; add 'static TKey KeyOf("
                + $"{Name(DecisionText.TypeOf(refusal.Subject))} e)', make the key a tag type or, for a row per event, 'long Position'",
        RefusalKind.IdleKeyOf =>
            $"this 'KeyOf' is never called, since no handler takes a '{Name(DecisionText.TypeOf(refusal.Subject))}'; remove it, or add the "
                + "handler",
        _ => null,
    };

    private static string? Via(INamedTypeSymbol type, Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.ViaOfNoHandler => OnlyHandlers,
        RefusalKind.ViaWithoutTags =>
            $"the rows of '{type.Name}' are not found by tags; make each part of the key a tag type, or remove [Via]",
        RefusalKind.ViaOfFamily =>
            $"'{Name(refusal.Other!)}' is a family, and each of its events has tags of its own; write a handler for each event",
        RefusalKind.ViaOfNoEvent => $"'{Name(refusal.Other!)}' is not an event; name a record with [Event]",
        RefusalKind.ViaOfBadEvent => $"the event '{Name(refusal.Other!)}' gets no generated code itself; fix it first",
        RefusalKind.ViaWithoutKey =>
            $"'{Name(refusal.Other!)}' does not carry all tags of the key, so it can't tell of a row; name an event that does",
        RefusalKind.ViaWithoutLink =>
            $"'{Name(refusal.Other!)}' has no tag in common with the event of this handler; give both a member with the same tag",
        RefusalKind.ViaOfOtherTag =>
            $"the tag that [Via] names is not one that both '{Name(refusal.Other!)}' and the event of this handler carry",
        RefusalKind.AmbiguousVia =>
            $"'{Name(refusal.Other!)}' and the event of this handler have several tags in common, or only parts of the key; write which "
                + $"one is meant, [Via<{refusal.Other!.Name}>(\"tag\")]",
        RefusalKind.IdleVia => $"'{Name(refusal.Other!)}' carries the key itself; remove [Via]",
        RefusalKind.ViaTwice => "the same [Via] is there twice; remove one",
        _ => null,
    };

    private static string? Join(Refusal refusal, IParameterSymbol model) => refusal.Kind switch
    {
        RefusalKind.BadJoin => $"the decision model '{Name(model.Type)}' gets no generated code itself; fix it first",
        RefusalKind.UnkeptJoin => "its state could be changed after the handler has got it"
            + (refusal.Other is { } field ? $", by '{field.Name}'" : "")
            + "; hold numbers, text, sealed records that never change and immutable collections",
        RefusalKind.JoinOfLast => "it folds the newest event alone, and has no state that could be kept; fold all of its events",
        RefusalKind.JoinByEnum => $"its boundary '{refusal.Other!.Name}' is not a tag type, text, a number or a Guid",
        RefusalKind.JoinOfFamily =>
            $"its boundary '{refusal.Other!.Name}' is not a part of the key, and the events of a family have tags of their own; write a "
                + "handler for each event",
        RefusalKind.UnboundJoin =>
            $"its boundary '{refusal.Other!.Name}' is neither a part of the key nor a tag of the event; give the event a member with that "
                + "tag",
        RefusalKind.LooseJoin =>
            $"the event may have the tag of its boundary '{refusal.Other!.Name}' several times, or not at all; make it a part of the key, "
                + "or one member of the event that is never null",
        _ => null,
    };

    private static string? Column(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.ColumnBeside => "a column: it is set beside the constructor; make it a parameter",
        RefusalKind.ColumnName => $"a column of its name, which needs {NameOfColumns}; rename it",
        RefusalKind.SameColumn => $"a column of its name, which is that of '{refusal.Other!.Name}' too; rename one of them",
        RefusalKind.IndexedMember =>
            "an index: it has no column, or one of JSON, which has no order; put [Index] on a parameter or a public property that is "
                + "stored as it is",
        RefusalKind.IndexName => $"an index of that name, which needs {NameOfColumns}",
        RefusalKind.IndexTwice =>
            "this index: another [Index] without a name, or of this member, has the same name; give the index a name of its own",
        RefusalKind.IndexUnique => "this index: it is unique by another member and not by this one; write 'Unique = true' on all of them",
        _ => null,
    };

    private static string? Whole(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.RowForm when Attributes.Has(refusal.Subject, KnownSymbols.ReadModelAttribute) =>
            "it is a read model, which can be read from columns anyway; remove [Row]",
        RefusalKind.RowForm => "rows are read into records that are not abstract; write 'partial record'",
        RefusalKind.Inaccessible or RefusalKind.Forbidden => DecisionText.Whole(refusal),
        _ => null,
    };

    private static IMethodSymbol MethodOf(ISymbol subject) => subject as IMethodSymbol ?? (IMethodSymbol)subject.ContainingSymbol;

    private static string Name(ISymbol type) => type.ToDisplayString(Short);
}
