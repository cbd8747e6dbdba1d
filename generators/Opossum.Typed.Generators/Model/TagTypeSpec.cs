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

    /// <summary>False where the user wrote one, or where a guid is not the value.</summary>
    public required bool EmitsNew { get; init; }

    /// <summary>False where the user wrote one.</summary>
    public required bool EmitsToString { get; init; }
}
