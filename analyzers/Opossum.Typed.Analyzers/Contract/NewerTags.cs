using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>A tag that events of a version have shipped without.</summary>
/// <param name="Version">The event and its version, as the contract writes them.</param>
/// <param name="Key">The key of the tag.</param>
/// <param name="Line">The line that the contract lacks, without what it says of old events.</param>
internal readonly record struct NewerTag(string Version, string Key, ContractLine Line);

/// <summary>Which tags of events are newer than versions that have shipped, while the contract says nothing of these.</summary>
internal sealed class NewerTags(EventContract contract, DeclaredEvents declared)
{
    /// <summary>The tags of an event that miss stored events: of its newest record, which queries are of.</summary>
    public IEnumerable<NewerTag> Of(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (EventMark.Read(type) is not { } mark || declared.Newest(mark.Name) is not { } newest) yield break;
        if (declared.Read(newest.Type, cancellation) is not { } e) yield break;
        foreach (var version in newest.Mark.Names.SelectMany(contract.VersionsOf))
        {
            if (version.Version == 0 || version.Shipped.Count == 0) continue;
            foreach (var key in e.Tags)
            {
                var line = new ContractLine
                {
                    Path = new(version.Event, version.Version, []), Fact = ContractFact.Tag, Argument = key,
                };
                if (!IsSettled(line)) yield return new(line.Path.Text, key, line);
            }
        }
    }

    /// <summary>The same for all versions that miss the same key, once.</summary>
    public NewerTag? By(INamedTypeSymbol type, string key, CancellationToken cancellation)
    {
        foreach (var tag in Of(type, cancellation))
            if (tag.Key == key) return tag;
        return null;
    }

    private bool IsSettled(ContractLine line) =>
        contract.Shipped(line.Key) is not null
            || contract.Unshipped(line.Key) is { History: not TagHistory.None }
            || contract.IsRemoved(line);
}
