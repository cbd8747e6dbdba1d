namespace Opossum.Typed.Analyzers.Contract;

/// <summary>
/// How a value looks in payloads, as the contract writes it: <c>string?</c>, <c>record[]</c>, <c>{Guid: decimal}</c>. Its name in code
/// does not belong to it.
/// </summary>
internal sealed record ContractType
{
    /// <summary>What is neither array nor object of keys; empty for those.</summary>
    public string Leaf { get; init; } = "";

    /// <summary>The keys of an object that has values of <see cref="Item"/>.</summary>
    public ContractType? Key { get; init; }

    /// <summary>What an array holds, or an object of keys.</summary>
    public ContractType? Item { get; init; }

    public bool IsNullable { get; init; }

    public bool IsEnum => Leaf == TypeNames.Enum;

    public bool IsCases => TypeNames.IsCases(Leaf);

    public override string ToString() => this switch
    {
        { Key: { } key } => $"{{{key}: {Item}}}",
        { Item: { } item } => item + "[]",
        _ => Leaf,
    } + (IsNullable ? "?" : "");
}
