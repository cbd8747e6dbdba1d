using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Analyzers.Contract;
using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Incremental;

/// <summary>
/// The tags for which the contract files say that stores are retagged. They reach the generator as they reach the rules.
/// </summary>
internal static class RetaggedTags
{
    /// <summary>Those of a file, and the lines that take one back.</summary>
    public static RetaggedLines Read(AdditionalText file, CancellationToken cancellation)
    {
        if (file.GetText(cancellation) is not { } text) return RetaggedLines.None;
        var lines = ContractFile.Read(text).Lines.Where(static line => line.Fact == ContractFact.Tag).ToArray();
        return new(
            lines.Where(static line => line is { IsRemoved: false, History: TagHistory.Retagged }).Select(SpecOf).ToEquatableArray(),
            lines.Where(static line => line.IsRemoved).Select(SpecOf).ToEquatableArray());
    }

    public static bool IsContract(AdditionalText file) => ContractFile.IsShipped(file.Path) || ContractFile.IsUnshipped(file.Path);

    /// <summary>What the two files say together, in the ordinal order of events.</summary>
    public static EquatableArray<RetaggedTagSpec> Join(ImmutableArray<RetaggedLines> files)
    {
        var removed = new HashSet<RetaggedTagSpec>(files.SelectMany(static file => file.Removed));
        return files.SelectMany(static file => file.Retagged)
            .Where(tag => !removed.Contains(tag))
            .Distinct()
            .OrderBy(static tag => tag.Event, StringComparer.Ordinal)
            .ThenBy(static tag => tag.Version)
            .ThenBy(static tag => tag.Key, StringComparer.Ordinal)
            .ToEquatableArray();
    }

    private static RetaggedTagSpec SpecOf(ContractLine line) => new(line.Path.Event, line.Path.Version, line.Argument);
}

/// <summary>A tag of old events for which stores are retagged.</summary>
internal readonly record struct RetaggedTagSpec(string Event, int Version, string Key);

/// <summary>What one file says.</summary>
internal sealed record RetaggedLines(EquatableArray<RetaggedTagSpec> Retagged, EquatableArray<RetaggedTagSpec> Removed)
{
    public static RetaggedLines None { get; } = new(EquatableArray<RetaggedTagSpec>.Empty, EquatableArray<RetaggedTagSpec>.Empty);
}
