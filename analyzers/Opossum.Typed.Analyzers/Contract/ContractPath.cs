using System.Collections.Immutable;
using System.Globalization;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>A step into a payload: a field, or a record that the value may be.</summary>
/// <param name="Name">The field's name as stored; of a record as the contract writes it, empty for the one that says nothing.</param>
/// <param name="IsCase">Whether it is a record.</param>
internal readonly record struct ContractStep(string Name, bool IsCase)
{
    public override string ToString() => IsCase ? $"({Name})" : "." + ContractName.WriteStep(Name);
}

/// <summary>
/// What a line is about, such as <c>order-placed@1.lines.product</c>: an event of one version, and the steps into its payload.
/// </summary>
internal sealed class ContractPath(string e, int version, ImmutableArray<ContractStep> steps)
{
    public string Event => e;

    /// <summary>0 where the line is about a name alone.</summary>
    public int Version => version;

    public ImmutableArray<ContractStep> Steps => steps;

    /// <summary>The same for the same path, whatever somebody put between quotes.</summary>
    public string Text { get; } = TextOf(e, version, steps);

    /// <summary>The path, then what it is inside of, up to the event.</summary>
    public IEnumerable<string> Upwards()
    {
        for (var count = steps.Length; count > 0; count--) yield return TextOf(e, version, steps.Take(count));
        yield return TextOf(e, version, []);
    }

    private static string TextOf(string e, int version, IEnumerable<ContractStep> steps) =>
        ContractName.Write(e) + (version == 0 ? "" : "@" + version.ToString(CultureInfo.InvariantCulture)) + string.Concat(steps);
}
