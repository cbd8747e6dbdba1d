namespace Opossum.Typed.Generators.Model;

/// <summary>A tag type: all that its file says.</summary>
internal sealed record TagTypeSpec
{
    public required DeclarationSpec Declaration { get; init; }

    public required string Key { get; init; }

    /// <summary>The kind of its value: a guid, a number or a text.</summary>
    public required ScalarKind Kind { get; init; }

    /// <summary>The property of its value, as source.</summary>
    public required string Member { get; init; }

    /// <summary>What makes it of its value where the target says the type, as source up to the argument.</summary>
    public required string Create { get; init; }

    /// <summary>Whether what makes it may refuse a value, by code that the user wrote.</summary>
    public required bool MayRefuse { get; init; }

    /// <summary>False where the user has said how System.Text.Json writes it.</summary>
    public required bool EmitsJsonConverter { get; init; }

    /// <summary>Whether an all-zero guid is a value like any other.</summary>
    public required bool AllowsDefault { get; init; }

    /// <summary>False where the user wrote one, or where a guid is not the value.</summary>
    public required bool EmitsNew { get; init; }

    /// <summary>False where the user wrote one.</summary>
    public required bool EmitsToString { get; init; }

    public required MethodForm Parse { get; init; }

    public required MethodForm TryParse { get; init; }

    /// <summary>The name alone, for messages.</summary>
    public required string Name { get; init; }
}

/// <summary>Who writes a method of an interface, and whether it can be called by its name.</summary>
internal enum MethodForm
{
    /// <summary>We do, as any method.</summary>
    Public,

    /// <summary>We do, for the interface alone, since something else has its name.</summary>
    Explicit,

    /// <summary>The user, as any method.</summary>
    Own,

    /// <summary>The user, for the interface alone.</summary>
    OwnExplicit,
}
