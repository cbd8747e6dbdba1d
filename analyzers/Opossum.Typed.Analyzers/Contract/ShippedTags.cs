using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>
/// OPSM2006 and 2004 on the event as it is asked for: whether its tags still find what has shipped. Queries are the newest record's,
/// whatever version is stored.
/// </summary>
internal static class ShippedTags
{
    public static void Look(SymbolAnalysisContext context, StoredEvent newest, ContractVersion version)
    {
        foreach (var line in version.Shipped.Where(static line => line.Fact == ContractFact.Tag))
        {
            if (newest.Tags.Contains(line.Argument)) continue;
            var edit = ContractEdit.GivingUp(line);
            if (Renamed(newest, version) is { } key) edit = edit.Add(ContractEdit.OldName, line.Argument).Add(ContractEdit.Name, key);
            context.ReportDiagnostic(
                Diagnostic.Create(ContractRules.TagLost, newest.Root.Place, edit, line, newest.Root.Code, line.Argument));
        }

        foreach (var line in version.Removed)
        {
            // A name that was given up by itself is taken again by whoever has it.
            if (line.Fact == ContractFact.EventAlias || (line.Fact == ContractFact.Tag && newest.Tags.Contains(line.Argument)))
                context.ReportDiagnostic(Diagnostic.Create(ContractRules.Reused, newest.Root.Place, newest.Root.Code, line));
        }
    }

    /// <summary>The one new tag of the event that could be what the one that is gone was.</summary>
    private static string? Renamed(StoredEvent newest, ContractVersion version)
    {
        var shipped = version.Shipped.Where(static line => line.Fact == ContractFact.Tag).Select(static line => line.Argument).ToArray();
        var candidates = newest.Tags.Where(key => !shipped.Contains(key)).ToArray();
        return candidates is [var only] ? only : null;
    }
}
