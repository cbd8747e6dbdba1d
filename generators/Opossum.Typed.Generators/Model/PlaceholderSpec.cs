namespace Opossum.Typed.Generators.Model;

/// <summary>A declaration that is refused, and what it would have become: all that the file of its placeholder says.</summary>
internal sealed record PlaceholderSpec
{
    public required DeclarationSpec Declaration { get; init; }

    public required PlaceholderForm Form { get; init; }

    /// <summary>The type of a read model's key, or of a projection's session, as source; null for other forms.</summary>
    public string? Key { get; init; }

    /// <summary>False where the user implemented the method of <c>IParsable</c>, for the interface alone.</summary>
    public bool EmitsParse { get; init; }

    /// <summary>False where the user implemented the method of <c>IParsable</c>, for the interface alone.</summary>
    public bool EmitsTryParse { get; init; }
}

internal enum PlaceholderForm
{
    Event,
    TagType,
    DecisionModel,
    Decider,
    Consumer,
    ReadModel,
    Row,
    Projection,
}
