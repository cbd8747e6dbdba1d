using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>A decision model: all that its file says.</summary>
internal sealed record DecisionModelSpec
{
    public required DeclarationSpec Declaration { get; init; }

    /// <summary>A hash of the code that folds events into it.</summary>
    public string Logic { get; init; } = "";

    /// <summary>The parameters of its constructor, in their order.</summary>
    public required EquatableArray<BoundarySpec> Boundary { get; init; }

    public required EquatableArray<HandlerSpec> Handlers { get; init; }

    /// <summary>Whether only the newest event counts.</summary>
    public required bool Last { get; init; }

    public required CopyForm Copy { get; init; }

    /// <summary>The parts of the size that a state has in memory, as source over <c>model</c>; none if it can't be kept.</summary>
    public required EquatableArray<string> Size { get; init; }

    /// <summary>Whether models are equal only if they hold the same, and none is folded in place.</summary>
    public required bool ComparesByValue { get; init; }

    /// <summary>After how many events a snapshot of the state is written; 0 for none.</summary>
    public int Snapshot { get; init; }

    /// <summary>How its state is stored; null without snapshots.</summary>
    public StateSpec? State { get; init; }

    /// <summary>False where the user has something of that name.</summary>
    public required bool EmitsFor { get; init; }
}

/// <summary>One tag of a boundary.</summary>
internal sealed record BoundarySpec
{
    /// <summary>The parameter's name as source.</summary>
    public required string Parameter { get; init; }

    /// <summary>Its type as source.</summary>
    public required string Type { get; init; }

    /// <summary>What gives its value back, as source, inside the model.</summary>
    public required string Member { get; init; }

    public required string Key { get; init; }

    /// <summary>Whether its type is the tag; otherwise its value is, under the key.</summary>
    public required bool IsTagType { get; init; }

    /// <summary>What has the names of its values; null where it is no enum.</summary>
    public required EnumHelperSpec? Enum { get; init; }

    /// <summary>The member of a struct of one value, as source; null where it is none.</summary>
    public required string? Inner { get; init; }

    /// <summary>Whether it is a guid that may be all-zero.</summary>
    public required bool AllowsDefault { get; init; }
}

/// <summary>A method that takes the events of one type, or of a family.</summary>
internal sealed record HandlerSpec
{
    /// <summary>The event as source; of a family, that family.</summary>
    public required string Event { get; init; }

    /// <summary>The type of the method's parameter as source: the event, or a family that it is of.</summary>
    public required string Parameter { get; init; }

    /// <summary>Null where the method takes one type of event, and after <see cref="HandlerRouting"/> has said which.</summary>
    public FamilySpec? Family { get; init; }

    /// <summary>The event's name in the log, for the remarks; empty for a family.</summary>
    public required string Name { get; init; }

    public required HandlerForm Form { get; init; }

    /// <summary>False where the method does not look at the event.</summary>
    public required bool Decodes { get; init; }

    /// <summary>What it takes behind the event, as generated code calls it.</summary>
    public required EquatableArray<string> Extras { get; init; }

    /// <summary>The ways to its rows by earlier events; none if the event itself carries the key.</summary>
    public EquatableArray<LinkSpec> Links { get; init; }

    /// <summary>The decision models that it takes behind the event.</summary>
    public EquatableArray<JoinUseSpec> Joins { get; init; }
}

internal enum HandlerForm
{
    /// <summary><c>void On(E e)</c>.</summary>
    Changes,

    /// <summary><c>T On(E e)</c>.</summary>
    Gives,

    /// <summary><c>static T On(T state, E e)</c>.</summary>
    Static,

    /// <summary><c>Task On(E e)</c>.</summary>
    Task,

    /// <summary><c>ValueTask On(E e)</c>.</summary>
    ValueTask,

    /// <summary><c>static T On(E e)</c>.</summary>
    Makes,

    /// <summary><c>static T On(T? row, E e)</c>.</summary>
    MakesOrChanges,

    /// <summary><c>static T? On(T? row, E e)</c>, which may never make one.</summary>
    MayMake,

    /// <summary><c>static TKey KeyOf(E e)</c>.</summary>
    Key,

    /// <summary><c>static TKey? KeyOf(E e)</c>.</summary>
    KeyOrNone,
}

/// <summary>How a decider gets a model that it can't spoil.</summary>
internal enum CopyForm
{
    /// <summary>A struct is copied when it is passed, and what never changes needs no copy.</summary>
    Itself,

    /// <summary>A record, copied by <c>with</c>.</summary>
    With,

    /// <summary>It holds what could be changed in any copy: after a conflict it is read anew.</summary>
    None,
}
