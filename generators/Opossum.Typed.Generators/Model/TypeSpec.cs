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

    /// <summary>The tag's key; null where the type is none.</summary>
    public required string? Key { get; init; }

    public required int MaxLength { get; init; }

    public override bool HasTags => Key is not null;
}

/// <summary>An enum: stored by name.</summary>
internal sealed record EnumSpec : TypeSpec
{
    public required EquatableArray<EnumMemberSpec> Members { get; init; }

    /// <summary>Whether a value may not fit a long.</summary>
    public required bool IsUInt64 { get; init; }

    /// <summary>The name alone, for messages.</summary>
    public required string Name { get; init; }
}

/// <summary>A name of an enum.</summary>
/// <param name="Reference">The value as source.</param>
/// <param name="Text">The name as stored.</param>
/// <param name="IsFirst">Whether no name before it has the same value: this one is written.</param>
internal readonly record struct EnumMemberSpec(string Reference, string Text, bool IsFirst);

/// <summary>A record inside an event: an object of its own.</summary>
internal sealed record RecordSpec : TypeSpec
{
    /// <summary>Whether a value may be of a type derived from it, whose own fields its codec does not know.</summary>
    public required bool CanBeDerived { get; init; }

    public required BodySpec Body { get; init; }

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

    public override bool HasTags => ItemHasTags;
}
