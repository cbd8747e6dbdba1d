using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// A type whose own parts are being read, and hold it. It stands in the list of types until they have been; no emitter ever sees it.
/// </summary>
internal sealed record UnfinishedSpec : TypeSpec
{
    public required bool GivesTags { get; init; }

    public override bool HasTags => GivesTags;
}
