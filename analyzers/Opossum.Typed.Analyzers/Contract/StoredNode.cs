using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>
/// A place in the payloads of an event, as its record declares it: the event itself, a field, or a record that a value may be.
/// </summary>
internal sealed class StoredNode(StoredNode? parent, ImmutableArray<string> names, Location place)
{
    private static readonly ContractStep Unsaid = new("", IsCase: true);

    private readonly List<StoredNode> _inside = [];

    public StoredNode? Parent => parent;

    /// <summary>
    /// Of a field the name that is written, then those that are read; of a record that a value may be, as the contract writes it.
    /// </summary>
    public ImmutableArray<string> Names => names;

    /// <summary>Where a rule reports it: in the event's own declaration.</summary>
    public Location Place => place;

    /// <summary>What it is called in code, for messages.</summary>
    public string Code { get; init; } = "";

    /// <summary>Of a field alone.</summary>
    public ContractType? Type { get; init; }

    public bool IsCase { get; init; }

    /// <summary>Whether reading fails without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The names of an enum, where the value is one or holds some.</summary>
    public IReadOnlyList<string> EnumNames { get; init; } = [];

    /// <summary>The same of the keys of a dictionary.</summary>
    public IReadOnlyList<string> KeyNames { get; init; } = [];

    /// <summary>What is inside it, in the order of the payload.</summary>
    public IReadOnlyList<StoredNode> Inside => _inside;

    public void Add(StoredNode inside) => _inside.Add(inside);

    /// <summary>
    /// The place that a line is about; null where there is none any more. A value that says no type may be the record that needs to say
    /// none.
    /// </summary>
    public StoredNode? Find(ContractPath path)
    {
        var node = this;
        foreach (var step in path.Steps)
        {
            if ((node.Find(step) ?? node.Find(Unsaid)?.Find(step)) is not { } next) return null;
            node = next;
        }

        return node;
    }

    /// <summary>How far a line leads that has no place any more.</summary>
    public StoredNode Nearest(ContractPath path)
    {
        for (var count = path.Steps.Length; count > 0; count--)
            if (Find(new ContractPath(path.Event, path.Version, [.. path.Steps.Take(count)])) is { } node) return node;
        return this;
    }

    private StoredNode? Find(ContractStep step)
    {
        foreach (var node in _inside)
            if (node.IsCase == step.IsCase && node.Names.Contains(step.Name)) return node;
        return null;
    }
}
