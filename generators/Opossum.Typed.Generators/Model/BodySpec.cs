using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>What an event, or a record inside one, is made of.</summary>
internal sealed record BodySpec
{
    /// <summary>The parameters of the primary constructor, in its order.</summary>
    public required EquatableArray<FieldSpec> Fields { get; init; }

    /// <summary>The members that give tags, fields or not, in the order of their declaration.</summary>
    public required EquatableArray<TagSourceSpec> Tags { get; init; }
}

/// <summary>A parameter of the primary constructor and its property: one field of the payload.</summary>
internal sealed record FieldSpec
{
    /// <summary>The property as source.</summary>
    public required string Member { get; init; }

    /// <summary>The name in the payload.</summary>
    public required string Wire { get; init; }

    public required ValueSpec Value { get; init; }

    /// <summary>What a missing field means, as source; null when it may not be missing.</summary>
    public required string? Default { get; init; }
}

/// <summary>A value somewhere in an event.</summary>
/// <param name="Type">Its type, an index into <see cref="EventSpec.Types"/>.</param>
/// <param name="IsNullable">Whether null is a value of it.</param>
internal readonly record struct ValueSpec(int Type, bool IsNullable);

/// <summary>A member whose value, or whose parts, are tags.</summary>
internal sealed record TagSourceSpec
{
    /// <summary>The property as source.</summary>
    public required string Member { get; init; }

    public required ValueSpec Value { get; init; }

    /// <summary>The key named on the member; null when the member's type says it.</summary>
    public required string? Key { get; init; }

    public required int MaxLength { get; init; }
}
