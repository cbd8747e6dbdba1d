using System.Collections.Immutable;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>What a fix does to <c>Events.Unshipped.txt</c>, said by the analyzer so that no fix has to find it out again.</summary>
internal static class ContractEdit
{
    /// <summary>The property with the lines to add, one below the other.</summary>
    public const string Add = nameof(Add);

    /// <summary>The property with the key whose line goes.</summary>
    public const string Remove = nameof(Remove);

    /// <summary>The property with the name that a field may have had, whose place of today is the diagnostic's other location.</summary>
    public const string OldName = nameof(OldName);

    /// <summary>The property with the name that this field has today.</summary>
    public const string Name = nameof(Name);

    /// <summary>The property with the lines for stores that are retagged; where it is not wanted, <see cref="Since"/> has others.</summary>
    public const string Retagged = nameof(Retagged);

    /// <summary>The property with the lines for events that need not be found by a tag.</summary>
    public const string Since = nameof(Since);

    public static ImmutableDictionary<string, string?> None => ImmutableDictionary<string, string?>.Empty;

    public static ImmutableDictionary<string, string?> Adding(IEnumerable<ContractLine> lines) => None.Add(Add, string.Join("\n", lines));

    public static ImmutableDictionary<string, string?> Removing(ContractLine line) => None.Add(Remove, line.Key);

    /// <summary>Takes back what has shipped.</summary>
    public static ImmutableDictionary<string, string?> GivingUp(ContractLine shipped) =>
        None.Add(Add, $"{ContractLineReader.Removed} {shipped}").Add(Remove, shipped.Key);

    /// <summary>Or keeps it as an old name of what came in its place.</summary>
    public static ImmutableDictionary<string, string?> Renaming(
        ImmutableDictionary<string, string?> givingUp, ContractLine shipped, StoredNode today) =>
        givingUp.Add(OldName, shipped.Path.Steps[0].Name).Add(Name, today.Names[0]);
}
