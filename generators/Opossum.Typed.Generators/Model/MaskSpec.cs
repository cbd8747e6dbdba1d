namespace Opossum.Typed.Generators.Model;

/// <summary>A record inside events that has personal members, in a file of its own, however many events hold it.</summary>
internal sealed record MaskSpec
{
    public required DeclarationSpec Declaration { get; init; }

    public required PrintSpec Print { get; init; }
}
