using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>OPSM2002 to 2005 on one record: whether it still reads what has shipped of one version.</summary>
internal sealed class ShippedCheck(SymbolAnalysisContext context, StoredEvent e, ContractVersion version)
{
    private const string NewVersion = "declare a new version with an upcaster, and keep the old record";

    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private readonly HashSet<StoredNode> _shipped = [];

    /// <summary>The places that something was reported of.</summary>
    public HashSet<StoredNode> Reported { get; } = [];

    /// <summary>Whether events have shipped without the field: it is new in something that has shipped.</summary>
    public bool IsNew(StoredNode node) =>
        !node.IsCase && !_shipped.Contains(node) && (node.Parent == e.Root || _shipped.Contains(node.Parent!));

    public void Look()
    {
        foreach (var line in version.Removed) LookAtRemoved(line);

        // A field before what is inside it: where it is lost, nothing more is said of that.
        var gone = new List<ContractLine>();
        var shippedLines = version.Shipped
            .OrderBy(static line => line.Path.Steps.Length)
            .ThenBy(static line => line.Fact == ContractFact.Field ? 0 : 1);
        foreach (var line in shippedLines)
        {
            if (line.Path.Steps.IsEmpty || (_lost.Count != 0 && line.Path.Upwards().Any(_lost.Contains))) continue;
            if (e.Root.Find(line.Path) is { } node) Compare(line, node);
            else if (_lost.Add(line.Path.Text)) gone.Add(line);
        }

        foreach (var line in gone) Miss(line);
        if (version.Shipped.Count != 0) LookAtNew(e.Root);
    }

    private void Compare(ContractLine line, StoredNode node)
    {
        switch (line.Fact)
        {
            case ContractFact.Field:
                _shipped.Add(node);
                CompareTypes(line, node);
                if (line.IsOptional && node.IsRequired) Require(node);
                break;
            case ContractFact.EnumName when node.EnumNames.Count != 0 && !node.EnumNames.Contains(line.Argument):
            case ContractFact.KeyName when node.KeyNames.Count != 0 && !node.KeyNames.Contains(line.Argument):
                Lose(
                    ContractRules.Narrowed,
                    line,
                    node,
                    $"no value of '{node.Code}' has that name any more; keep it, with the value of the one that stands for it now",
                    ContractEdit.None);
                break;
            default:
                _shipped.Add(node);
                break;
        }
    }

    private void Miss(ContractLine line)
    {
        var (edit, place) = (ContractEdit.GivingUp(line), e.Root.Nearest(line.Path));
        if (line.Fact == ContractFact.Case)
            Lose(ContractRules.Lost, line, place, "no such record is listed any more; keep it, since stored values are of it", edit);
        else if (Renamed(line, place) is { } renamed)
            Lose(
                ContractRules.Lost,
                line,
                place,
                $"no field reads that name any more; if '{renamed.Code}' has come in its place, keep the name in the Aliases of its "
                    + "[Field]; else say *REMOVED* in Events.Unshipped.txt",
                ContractEdit.Renaming(edit, line, renamed),
                renamed.Place);
        else
            Lose(
                ContractRules.Lost,
                line,
                place,
                "no field reads that name any more; keep it in the Aliases of [Field], or say *REMOVED* in Events.Unshipped.txt",
                edit);
    }

    /// <summary>The one new field of the event that could hold what the one that is gone held.</summary>
    private StoredNode? Renamed(ContractLine line, StoredNode place)
    {
        if (place != e.Root || line is not { Path.Steps.Length: 1, Type: { } type }) return null;
        var candidates = e.Root.Inside.Where(node =>
            IsNew(node) && TypeChanges.Between(type, node.Type!, needsNoCase: false) == TypeChange.Fits)
            .ToArray();
        return candidates is [var only] ? only : null;
    }

    private void CompareTypes(ContractLine line, StoredNode node)
    {
        var (shipped, today) = (line.Type!, node.Type!);
        var needsNoCase = node.Inside.Any(static inside => inside is { IsCase: true, Names: [""] });
        switch (TypeChanges.Between(shipped, today, needsNoCase))
        {
            case TypeChange.LosesNull:
                Lose(ContractRules.Narrowed, line, node, $"'{node.Code}' can't be null any more; {NewVersion}", ContractEdit.None);
                break;
            case TypeChange.Narrows:
                Lose(
                    ContractRules.Narrowed,
                    line,
                    node,
                    $"'{node.Code}' is '{today}' now, which does not hold all of it; {NewVersion}",
                    ContractEdit.None);
                break;
            case TypeChange.Differs:
                Lose(ContractRules.Lost, line, node, $"'{node.Code}' is '{today}' now; {NewVersion}", ContractEdit.None);
                break;
        }
    }

    /// <summary>What is new inside something new is no concern of what has shipped.</summary>
    private void LookAtNew(StoredNode node)
    {
        foreach (var inside in node.Inside)
        {
            if (Reported.Contains(inside)) continue;
            if (_shipped.Contains(inside)) LookAtNew(inside);
            else if (inside.IsRequired && IsNew(inside)) Require(inside);
        }
    }

    private void LookAtRemoved(ContractLine line)
    {
        // A version that was given up is read by a later record, which is another matter than declaring it again.
        var isDeclared = line.Fact switch
        {
            ContractFact.Event => e.Name != version.Event || e.Version == version.Version,
            ContractFact.Tag => false,
            _ => StoredLines.Declares(e, line),
        };
        if (!isDeclared) return;
        var node = e.Root.Find(line.Path) ?? e.Root;
        Report(ContractRules.Reused, node, node.Code, line);
    }

    private void Require(StoredNode node) =>
        Report(ContractRules.Required, node, node.Code, $"{ContractName.Write(version.Event)}@{version.Version}", node.Names[0]);

    private void Lose(
        DiagnosticDescriptor rule,
        ContractLine line,
        StoredNode node,
        string why,
        ImmutableDictionary<string, string?> edit,
        params Location[] others)
    {
        if (line.Fact is ContractFact.Field) _lost.Add(line.Path.Text);
        Reported.Add(node);
        context.ReportDiagnostic(Diagnostic.Create(rule, node.Place, others, edit, line, why));
    }

    private void Report(DiagnosticDescriptor rule, StoredNode node, params object[] arguments)
    {
        Reported.Add(node);
        context.ReportDiagnostic(Diagnostic.Create(rule, node.Place, arguments));
    }
}
