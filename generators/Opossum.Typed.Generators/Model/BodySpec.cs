using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Model;

/// <summary>What an event, or a record inside one, is made of.</summary>
internal sealed record BodySpec
{
    /// <summary>The parameters of the constructor, in its order; then the members that are set beside it.</summary>
    public required EquatableArray<FieldSpec> Fields { get; init; }

    /// <summary>Whether generated code can't call the constructor by its name, and needs an accessor.</summary>
    public required bool IsConstructorHidden { get; init; }

    /// <summary>
    /// What makes the object in place of a constructor, as source up to its arguments; null where a constructor does, and
    /// nothing for a tuple.
    /// </summary>
    public required string? Factory { get; init; }

    public bool IsTuple => Factory is "";

    /// <summary>Whether the object can be made with an object initializer.</summary>
    public bool TakesInitializer => !IsConstructorHidden && Factory is null;

    /// <summary>What is sealed, a part for each subject; the fields say which part is theirs.</summary>
    public EquatableArray<SealedPartSpec> Parts { get; init; } = EquatableArray<SealedPartSpec>.Empty;

    /// <summary>The members that give tags, fields or not, in the order of their declaration.</summary>
    public required EquatableArray<TagSourceSpec> Tags { get; init; }
}

/// <summary>A property that is stored: one field of the payload.</summary>
internal sealed record FieldSpec
{
    /// <summary>The property as source.</summary>
    public required string Member { get; init; }

    /// <summary>The name in the payload.</summary>
    public required string Wire { get; init; }

    /// <summary>Names that it had in payloads before.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    public required ValueSpec Value { get; init; }

    /// <summary>How the value gets back into its object.</summary>
    public required FieldSetting Setting { get; init; }

    /// <summary>
    /// The record that declares the property, as source, where it is one that the owner derives from; else null. Accessors name it.
    /// </summary>
    public required string? DeclaredIn { get; init; }

    /// <summary>
    /// What a missing parameter means, as source; null when it may not be missing, and for members beside the constructor.
    /// </summary>
    public required string? Default { get; init; }

    /// <summary>The part that it is sealed in, an index into <see cref="BodySpec.Parts"/>; null where it is stored in plain text.</summary>
    public int? Part { get; init; }

    /// <summary>What a sealed member reads as once its subject is erased, as source.</summary>
    public string Replacement { get; init; } = "null";

    /// <summary>What a local of it is called; the name in the payload need not be one that C# takes.</summary>
    public string Local => CamelCase.Of(Member.TrimStart('@'));

    /// <summary>Whether reading fails when it is missing.</summary>
    public bool IsRequired => Setting == FieldSetting.Required || (IsParameter && Default is null);

    /// <summary>Whether the constructor takes it.</summary>
    public bool IsParameter => Setting is FieldSetting.Parameter or FieldSetting.Twice;

    /// <summary>Whether the object initializer names it in any case.</summary>
    public bool IsInitialized => Setting is FieldSetting.Required or FieldSetting.Twice;

    /// <summary>Whether the member keeps the default of its declaration when the field is missing.</summary>
    public bool KeepsDefault => Setting is FieldSetting.Init or FieldSetting.Set;
}

/// <summary>How a field gets back into its object.</summary>
internal enum FieldSetting
{
    /// <summary>A parameter of the constructor.</summary>
    Parameter,

    /// <summary>
    /// A parameter of the constructor, and then its property: what the constructor of another assembly's record makes of it can't be seen.
    /// </summary>
    Twice,

    /// <summary>A <c>required</c> member: the object initializer names it.</summary>
    Required,

    /// <summary>An <c>init</c> member, which past the object initializer takes an accessor.</summary>
    Init,

    /// <summary>A member that can be set at any time.</summary>
    Set,
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

    /// <summary>Keys that it had before, under which it is stored too; of a key named on the member.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    public required int MaxLength { get; init; }

    /// <summary>Whether an all-zero guid is a value like any other.</summary>
    public required bool AllowsDefault { get; init; }

    /// <summary>Whether the member is personal, so that the log has a pseudonym in place of the value.</summary>
    public bool IsHidden { get; init; }
}
