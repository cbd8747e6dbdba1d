using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>A type of values that the payload holds.</summary>
internal abstract record TypeSpec
{
    /// <summary>What helpers of this type are called after, unique in the file: <c>LineArray</c> in <c>ReadLineArray</c>.</summary>
    public required string Noun { get; init; }

    /// <summary>The type as source, without a question mark of its own.</summary>
    public required string Reference { get; init; }

    public required bool IsValueType { get; init; }

    /// <summary>Whether a value gives tags without being marked.</summary>
    public virtual bool HasTags => false;
}

/// <summary>A value that JSON has, or that has one text.</summary>
internal sealed record ScalarSpec : TypeSpec
{
    public required ScalarKind Kind { get; init; }
}

/// <summary>A tag type, or another struct of one value: stored as its bare value.</summary>
internal sealed record WrapperSpec : TypeSpec
{
    public required ScalarKind Kind { get; init; }

    /// <summary>The property of the value, as source.</summary>
    public required string Member { get; init; }

    /// <summary>What makes it of its value, as source up to the argument: a constructor or a factory.</summary>
    public required string Create { get; init; }

    /// <summary>Whether the property is set after the constructor, of which it can't be seen what it makes of the value.</summary>
    public bool IsSetAgain { get; init; }

    /// <summary>The tag's key; null where the type is none.</summary>
    public required string? Key { get; init; }

    /// <summary>Keys that the tag had before, under which it is stored too.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    public required int MaxLength { get; init; }

    public override bool HasTags => Key is not null;
}

/// <summary>An enum: stored by name.</summary>
internal sealed record EnumSpec : TypeSpec
{
    /// <summary>What writes and reads it, in a file of its own.</summary>
    public required EnumHelperSpec Helper { get; init; }
}

/// <summary>A record inside an event: an object of its own.</summary>
internal sealed record RecordSpec : TypeSpec
{
    /// <summary>Whether a value may be of a type derived from it, whose own fields its codec does not know.</summary>
    public required bool CanBeDerived { get; init; }

    public required BodySpec Body { get; init; }

    /// <summary>How it is printed; null where nothing is personal, or the record can't be completed.</summary>
    public MaskSpec? Mask { get; init; }

    public override bool HasTags => Body.Tags.Count != 0;
}

/// <summary>A collection: an array.</summary>
internal sealed record ListSpec : TypeSpec
{
    public required ListKind Kind { get; init; }

    public required ValueSpec Item { get; init; }

    /// <summary>The item's type as source, with its question mark.</summary>
    public required string ItemReference { get; init; }

    public required bool ItemHasTags { get; init; }

    /// <summary>The property of an item that its order goes by, as source with its point; empty where the item has one itself.</summary>
    public required string OrderedBy { get; init; }

    /// <summary>Whether that is text, whose order would depend on the machine's culture.</summary>
    public required bool IsOrderedByText { get; init; }

    public override bool HasTags => ItemHasTags;
}

/// <summary>A dictionary: an object whose names are the keys.</summary>
internal sealed record MapSpec : TypeSpec
{
    public required MapKind Kind { get; init; }

    /// <summary>The keys' type, an index into <see cref="EventSpec.Types"/>.</summary>
    public required int Key { get; init; }

    public required string KeyReference { get; init; }

    public required ValueSpec Item { get; init; }

    /// <summary>The value's type as source, with its question mark.</summary>
    public required string ItemReference { get; init; }

    public required bool KeyHasTags { get; init; }

    public required bool ItemHasTags { get; init; }

    /// <summary>The property of a key that its order goes by, as source with its point; empty where the key has one itself.</summary>
    public required string OrderedBy { get; init; }

    /// <summary>Whether that is text, whose order would depend on the machine's culture.</summary>
    public required bool IsOrderedByText { get; init; }

    public override bool HasTags => KeyHasTags || ItemHasTags;
}

/// <summary>A value of one of several records: an object with a field that says which.</summary>
internal sealed record CasesSpec : TypeSpec
{
    /// <summary>The name of that field.</summary>
    public required string Discriminator { get; init; }

    public required EquatableArray<CaseSpec> Cases { get; init; }

    /// <summary>
    /// The declared type as a record of its own, an index into <see cref="EventSpec.Types"/>, where a value may be that and says nothing
    /// then.
    /// </summary>
    public required int? Itself { get; init; }

    /// <summary>The record that a value is read as that says nothing: the declared type, where it is not abstract, listed or not.</summary>
    public required int? Unsaid { get; init; }

    public required bool CasesHaveTags { get; init; }

    public override bool HasTags => CasesHaveTags;
}

/// <summary>A record that a value may be.</summary>
/// <param name="Type">The record, an index into <see cref="EventSpec.Types"/>.</param>
/// <param name="Noun">What its helpers are called after where it stands for the declared type.</param>
/// <param name="Text">What it is called in the payload; null where that is a number.</param>
/// <param name="Number">What it is called where it is no text.</param>
internal readonly record struct CaseSpec(int Type, string Noun, string? Text, int Number);

/// <summary>A value that a converter, or a context of the user, writes and reads.</summary>
internal sealed record ConvertedSpec : TypeSpec
{
    /// <summary>The converter or the context, as source.</summary>
    public required string By { get; init; }

    public required bool IsContext { get; init; }
}
