using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>A projection: all that its file says.</summary>
internal sealed record ProjectionSpec
{
    public required DeclarationSpec Declaration { get; init; }

    /// <summary>The name of its table.</summary>
    public required string Name { get; init; }

    public required int Revision { get; init; }

    /// <summary>The names of its further tables.</summary>
    public required EquatableArray<string> Parts { get; init; }

    /// <summary>What its handlers run statements by, as source.</summary>
    public required string Session { get; init; }

    public required EquatableArray<HandlerSpec> Handlers { get; init; }

    /// <summary>A hash of the code that runs statements; empty until it is computed.</summary>
    public string Logic { get; init; } = "";
}
