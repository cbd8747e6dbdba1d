namespace Opossum.Typed.Analyzers.Contract;

/// <summary>The lines on one version of an event.</summary>
internal sealed class ContractVersion(string e, int version)
{
    public string Event => e;

    public int Version => version;

    /// <summary>What stored events of it may look like, for ever: it has shipped, and was not taken back.</summary>
    public List<ContractLine> Shipped { get; } = [];

    /// <summary>What was taken back.</summary>
    public List<ContractLine> Removed { get; } = [];

    /// <summary>Whether the contract says anything of it today.</summary>
    public bool IsKnown { get; set; }
}
