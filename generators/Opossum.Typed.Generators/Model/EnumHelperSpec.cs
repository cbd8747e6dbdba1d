using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>
/// The helpers of an enum: all that their file says. An assembly has them once, whatever number of events hold the enum.
/// </summary>
internal sealed record EnumHelperSpec
{
    public const string Namespace = "Opossum.Typed.Generated";

    /// <summary>The class of the helpers, whose name no other enum's has, here or in an assembly that shows us its internals.</summary>
    public required string Class { get; init; }

    /// <summary>The enum as source.</summary>
    public required string Reference { get; init; }

    /// <summary>The name alone, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The type of its numbers, as source.</summary>
    public required string Number { get; init; }

    public required EquatableArray<EnumMemberSpec> Members { get; init; }

    /// <summary>The class as events name it.</summary>
    public string ClassReference => $"global::{Namespace}.{Class}";
}

/// <summary>A name of an enum.</summary>
/// <param name="Reference">The value as source.</param>
/// <param name="Text">The name as stored.</param>
/// <param name="IsFirst">Whether no name before it has the same value: this one is written.</param>
internal readonly record struct EnumMemberSpec(string Reference, string Text, bool IsFirst);
