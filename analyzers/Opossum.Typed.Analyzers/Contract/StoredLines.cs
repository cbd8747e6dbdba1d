using System.Collections.Immutable;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>The lines that the contract needs for an event, and whether it declares what a line says.</summary>
internal static class StoredLines
{
    /// <summary>What is said of the event as a whole.</summary>
    /// <param name="e">An event.</param>
    /// <param name="isNewest">Whether it is the version to which the old names belong.</param>
    public static IEnumerable<ContractLine> OfEvent(StoredEvent e, bool isNewest)
    {
        var path = PathOf(e, e.Root);
        yield return new() { Path = path, Fact = ContractFact.Event };
        foreach (var tag in e.Tags) yield return new() { Path = path, Fact = ContractFact.Tag, Argument = tag };
        if (!isNewest) yield break;
        foreach (var alias in e.Aliases)
            yield return new() { Path = new(alias, version: 0, []), Fact = ContractFact.EventAlias, Argument = e.Name };
    }

    /// <summary>What is said of a place alone: the field or the record first, then its old names and those of its enums.</summary>
    public static IEnumerable<ContractLine> OfPlace(StoredEvent e, StoredNode node)
    {
        var path = PathOf(e, node);
        yield return new() { Path = path, Fact = node.IsCase ? ContractFact.Case : ContractFact.Field, Type = node.Type };
        foreach (var alias in node.Names.Skip(1))
            yield return new() { Path = PathOf(e, node, alias), Fact = ContractFact.FieldAlias, Argument = node.Names[0] };
        foreach (var name in node.EnumNames) yield return new() { Path = path, Fact = ContractFact.EnumName, Argument = name };
        foreach (var name in node.KeyNames) yield return new() { Path = path, Fact = ContractFact.KeyName, Argument = name };
    }

    /// <summary>The same, and of all that is inside it.</summary>
    public static IEnumerable<ContractLine> From(StoredEvent e, StoredNode node) =>
        OfPlace(e, node).Concat(node.Inside.SelectMany(inside => From(e, inside)));

    public static bool Declares(StoredEvent e, ContractLine line) => line.Fact switch
    {
        ContractFact.Event or ContractFact.EventAlias => true,
        ContractFact.Tag => e.Tags.Contains(line.Argument),
        ContractFact.EnumName => e.Root.Find(line.Path) is { } node && node.EnumNames.Contains(line.Argument),
        ContractFact.KeyName => e.Root.Find(line.Path) is { } node && node.KeyNames.Contains(line.Argument),
        _ => e.Root.Find(line.Path) is not null,
    };

    private static ContractPath PathOf(StoredEvent e, StoredNode node, string? name = null)
    {
        var steps = new Stack<ContractStep>();
        for (var each = node; each.Parent is not null; each = each.Parent)
        {
            steps.Push(new(name ?? each.Names[0], each.IsCase));
            name = null;
        }

        return new(e.Name, e.Version, [.. steps]);
    }
}
