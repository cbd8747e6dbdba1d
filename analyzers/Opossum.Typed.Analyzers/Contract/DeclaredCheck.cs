using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>OPSM2001 on one record: whether the contract says what it declares.</summary>
/// <param name="context">Where to report.</param>
/// <param name="contract">The contract.</param>
/// <param name="e">The event.</param>
/// <param name="isNewest">Whether it is the version to which the old names belong.</param>
/// <param name="shipped">What was looked at of its own version, where that has shipped.</param>
internal sealed class DeclaredCheck(
    SymbolAnalysisContext context, EventContract contract, StoredEvent e, bool isNewest, ShippedCheck? shipped)
{
    public void Look()
    {
        if (contract.VersionOf(e.Name, e.Version) is not { IsKnown: true })
        {
            // Of one that was given up another rule speaks.
            var all = OfEvent().Concat(e.Root.Inside.SelectMany(inside => StoredLines.From(e, inside))).ToArray();
            if (!contract.IsRemoved(all[0])) Add(e.Root, all);
            return;
        }

        foreach (var line in OfEvent().Where(IsMissing))
            if (line.Fact != ContractFact.Tag || !IsNewerThanEvent()) Add(e.Root, line);
        foreach (var node in e.Root.Inside) Look(node);
    }

    /// <summary>Of a tag that events which have shipped lack, OPSM2010 speaks.</summary>
    private bool IsNewerThanEvent() => isNewest && contract.VersionOf(e.Name, e.Version) is { Shipped.Count: > 0 };

    private void Look(StoredNode node)
    {
        if (shipped is not null && shipped.Reported.Contains(node)) return;
        var lines = StoredLines.OfPlace(e, node).ToArray();
        if (IsMissing(lines[0]))
        {
            Add(node, [WithHistory(lines[0], node), .. StoredLines.From(e, node).Skip(1)]);
            return;
        }

        if (contract.Today(lines[0].Key) is { } today && today.Type != lines[0].Type) Change(node, today, lines[0]);
        foreach (var line in lines.Skip(1).Where(IsMissing)) Add(node, line);
        foreach (var inside in node.Inside) Look(inside);
    }

    /// <summary>An old name of the event is known, or was given up, by any line on events of that name.</summary>
    private IEnumerable<ContractLine> OfEvent() =>
        StoredLines.OfEvent(e, isNewest)
            .Where(line => line.Fact != ContractFact.EventAlias || contract.VersionsOf(line.Path.Event).Count == 0);

    private bool IsMissing(ContractLine line) => contract.Today(line.Key) is null && !contract.IsRemoved(line);

    private ContractLine WithHistory(ContractLine line, StoredNode node) =>
        line.Fact == ContractFact.Field && shipped is not null && shipped.IsNew(node)
        ? new() { Path = line.Path, Fact = line.Fact, Type = line.Type, IsOptional = true }
        : line;

    private void Change(StoredNode node, ContractLine today, ContractLine declared)
    {
        var written = new ContractLine { Path = declared.Path, Fact = declared.Fact, Type = declared.Type, IsOptional = today.IsOptional };

        // Back to what has shipped: then there is nothing to say any more.
        var isShipped = contract.Shipped(declared.Key) is { } line && line.ToString() == written.ToString();
        var edit = isShipped ? ContractEdit.Removing(written) : ContractEdit.Removing(written).Add(ContractEdit.Add, written.ToString());
        Report(
            node,
            $"it says '{today}', and '{node.Code}' is '{declared.Type?.ToString() ?? "a record"}' now; correct Events.Unshipped.txt",
            edit);
    }

    private void Add(StoredNode node, params ContractLine[] lines)
    {
        var rest = lines.Length == 1 ? "add the line" : $"add the {lines.Length} lines of it";
        Report(node, $"it does not say '{lines[0]}'; {rest} to Events.Unshipped.txt", ContractEdit.Adding(lines));
    }

    private void Report(StoredNode node, string what, ImmutableDictionary<string, string?> edit) =>
        context.ReportDiagnostic(Diagnostic.Create(ContractRules.Behind, node.Place, edit, what));
}
