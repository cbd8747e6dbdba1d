namespace Opossum.Typed.Generators.Model;

/// <summary>A generated <c>For</c> method.</summary>
internal sealed record QuerySpec
{
    /// <summary><c>For</c>, or <c>ForEmail</c> of a key named on a member.</summary>
    public required string Method { get; init; }

    public required string Key { get; init; }

    /// <summary>The parameter's name as source.</summary>
    public required string Parameter { get; init; }

    /// <summary>The longest text that an event can carry in such a tag, in bytes; 0 for the limit of every tag.</summary>
    public required int MaxLength { get; init; }

    /// <summary>Whether an all-zero guid can be asked for.</summary>
    public required bool AllowsDefault { get; init; }

    /// <summary>The parameter's type: an index into <see cref="EventSpec.Types"/>.</summary>
    public required int Type { get; init; }
}
