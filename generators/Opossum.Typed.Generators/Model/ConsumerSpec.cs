using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>A consumer: all that its file says.</summary>
internal sealed record ConsumerSpec
{
    public required DeclarationSpec Declaration { get; init; }

    /// <summary>The name under which its progress is kept.</summary>
    public required string Name { get; init; }

    /// <summary>The key of the tags that keep events in order; null for none.</summary>
    public required string? OrderKey { get; init; }

    public required EquatableArray<HandlerSpec> Handlers { get; init; }
}
