using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>What a line says of its path.</summary>
internal enum ContractFact
{
    /// <summary>Events of this name and version are stored: <c>order-placed@1</c>.</summary>
    Event,

    /// <summary>Events are stored under an old name: <c>order-made -> order-placed</c>.</summary>
    EventAlias,

    /// <summary>They have a tag of this key: <c>order-placed@1 tag order</c>.</summary>
    Tag,

    /// <summary>A field of this type is in their payloads: <c>order-placed@1.total decimal</c>.</summary>
    Field,

    /// <summary>It is there under an old name, too: <c>order-placed@1.sum -> total</c>.</summary>
    FieldAlias,

    /// <summary>A value may be this record: <c>order-paid@1.payment(card)</c>.</summary>
    Case,

    /// <summary>An enum's value has this name: <c>order-placed@1.state = Open</c>.</summary>
    EnumName,

    /// <summary>An enum's value is a key under this name: <c>order-placed@1.prices key Net</c>.</summary>
    KeyName,
}

/// <summary>What the contract says of events that were stored before there was the tag.</summary>
internal enum TagHistory
{
    /// <summary>Nothing: there are none, as long as the line and its event ship together.</summary>
    None,

    /// <summary>Stores are retagged, so that they have it: <c>order-placed@1 tag order retagged</c>.</summary>
    Retagged,

    /// <summary>They need not be found by it: <c>order-placed@1 tag order since</c>.</summary>
    Since,
}

/// <summary>A line of the contract: one fact on what is stored.</summary>
internal sealed class ContractLine
{
    public required ContractPath Path { get; init; }

    public required ContractFact Fact { get; init; }

    /// <summary>The key of a tag, a name of an enum, what an alias is another name of; else empty.</summary>
    public string Argument { get; init; } = "";

    /// <summary>Of a field alone.</summary>
    public ContractType? Type { get; init; }

    /// <summary>Whether events were stored before there was the field.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Of a tag alone.</summary>
    public TagHistory History { get; init; }

    /// <summary>Whether the line takes back what another one says.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Where it is written, without white space around it.</summary>
    public TextSpan Span { get; init; }

    /// <summary>What there is once: a field and an alias can't share a name.</summary>
    public string Key => Fact switch
    {
        ContractFact.Tag => $"{Path.Text} tag {ContractName.Write(Argument)}",
        ContractFact.EnumName => $"{Path.Text} = {ContractName.Write(Argument)}",
        ContractFact.KeyName => $"{Path.Text} key {ContractName.Write(Argument)}",
        _ => Path.Text,
    };

    /// <summary>The line as it is written, but for <c>*REMOVED*</c>.</summary>
    public override string ToString() => Fact switch
    {
        ContractFact.Field => $"{Path.Text} {Type}{(IsOptional ? " optional" : "")}",
        ContractFact.Tag when History != TagHistory.None => $"{Key} {WordOf(History)}",
        ContractFact.EventAlias or ContractFact.FieldAlias => $"{Path.Text} -> {ContractName.Write(Argument)}",
        _ => Key,
    };

    public static string WordOf(TagHistory history) => history == TagHistory.Retagged ? "retagged" : "since";
}
