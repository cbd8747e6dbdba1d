using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>A command that decides: all that its file says.</summary>
internal sealed record DeciderSpec
{
    public required DeclarationSpec Declaration { get; init; }

    /// <summary>The method as source.</summary>
    public required string Method { get; init; }

    public required EquatableArray<DeciderArgumentSpec> Arguments { get; init; }

    /// <summary>The name of the nested class, one that nothing else in the command has.</summary>
    public required string Process { get; init; }

    /// <summary>The name of the field that holds the command.</summary>
    public required string Command { get; init; }
}

/// <summary>What a decider is called with.</summary>
internal sealed record DeciderArgumentSpec
{
    public required DeciderArgumentForm Form { get; init; }

    /// <summary>The name of the field that holds it; empty for the time.</summary>
    public string Field { get; init; } = "";

    /// <summary>The model as source; empty for the time.</summary>
    public string Model { get; init; } = "";

    /// <summary>The model's boundary: members of the command, as source; empty where the ids of a collection come in.</summary>
    public EquatableArray<string> Boundary { get; init; }

    /// <summary>Of a collection: the member of the command that has the ids, as source.</summary>
    public string Ids { get; init; } = "";

    /// <summary>Of a dictionary: the field that holds the ids.</summary>
    public string IdsField { get; init; } = "";

    /// <summary>Of a dictionary: the type of the ids as source.</summary>
    public string IdType { get; init; } = "";
}

internal enum DeciderArgumentForm
{
    /// <summary>The store's clock.</summary>
    Now,
    Model,
    Array,

    /// <summary>Any collection that a collection expression makes.</summary>
    Collection,

    /// <summary>Models by id.</summary>
    Dictionary,
}
