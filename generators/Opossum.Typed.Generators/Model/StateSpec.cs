using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>How the state of a decision model is stored in a snapshot.</summary>
internal sealed record StateSpec
{
    /// <summary>What the model holds, in the order of its declaration.</summary>
    public required EquatableArray<StateFieldSpec> Fields { get; init; }

    /// <summary>Every type among them, once each; <see cref="ValueSpec.Type"/> counts in it.</summary>
    public required EquatableArray<TypeSpec> Types { get; init; }

    /// <summary>The name of the file-local class of helpers; one that means nothing else inside the model.</summary>
    public required string Codec { get; init; }
}

/// <summary>A field, or the property that it is behind.</summary>
/// <param name="Member">As source, inside the model.</param>
/// <param name="Value">What it holds. Any reference may be null: nothing keeps a model from leaving one out.</param>
internal readonly record struct StateFieldSpec(string Member, ValueSpec Value);
