using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>A decision model that handlers of a read model take.</summary>
/// <param name="Model">The model as source.</param>
/// <param name="Name">Its name alone.</param>
/// <param name="Boundary">The tags of its boundary, in the order of its constructor.</param>
internal sealed record JoinSpec(string Model, string Name, EquatableArray<JoinTagSpec> Boundary)
{
    /// <summary>The type of the boundary as source.</summary>
    public string BoundaryReference => ReadModelSpec.KeyOf([.. Boundary.Select(static tag => tag.Value.Reference)]);
}

/// <summary>One tag of a boundary: its key, and what its value becomes.</summary>
internal sealed record JoinTagSpec(string Key, ColumnValueSpec Value);

/// <summary>A decision model as a parameter of one handler.</summary>
/// <param name="Join">The model.</param>
/// <param name="Parts">For each tag of its boundary the part of the row's key that it is, or -1: then it is a tag of the event.</param>
internal sealed record JoinUseSpec(JoinSpec Join, EquatableArray<int> Parts)
{
    /// <summary>What stands for it among the parameters of a handler, until it is printed.</summary>
    public string Extra => ExtraOf(Join.Model);

    public static string ExtraOf(string model) => "join " + model;
}
