using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>What is reported in the files themselves, since no declaration is left to report it at: OPSM2001, 2002 and 2006.</summary>
internal sealed class ContractFileCheck(AdditionalFileAnalysisContext context, EventContract contract, DeclaredEvents declared)
{
    private readonly string _path = context.AdditionalFile.Path;

    public void Look()
    {
        if (!contract.Files.TryGetValue(_path, out var file) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            return;
        foreach (var problem in file.Problems) Report(ContractRules.Malformed, text, problem.Span, ContractEdit.None, problem.Text);
        if (ContractFile.IsShipped(_path)) LookForLost(file, text);
        else LookForStale(file, text);
    }

    /// <summary>Once for a version, however many lines speak of it.</summary>
    private void LookForLost(ContractFile file, SourceText text)
    {
        var seen = new HashSet<(string, int)>();
        foreach (var line in file.Lines)
        {
            var (name, version) = (line.Path.Event, line.Path.Version);
            if (line.IsRemoved || contract.IsRemoved(line) || !seen.Add((name, version))) continue;
            if (declared.Newest(name) is not { } newest)
                Lose(
                    line,
                    "no event has that name any more, or had it; keep it in the Aliases of [Event], or say *REMOVED* in "
                        + "Events.Unshipped.txt");
            else if (version > newest.Mark.Version)
                Lose(line, $"the newest version that is declared is {newest.Mark.Version}; a stored version is never taken back");
        }

        void Lose(ContractLine line, string why)
        {
            var path = new ContractPath(line.Path.Event, line.Path.Version, []);
            var all = line.Fact == ContractFact.EventAlias ? line : new() { Path = path, Fact = ContractFact.Event };
            Report(ContractRules.Lost, text, line.Span, ContractEdit.GivingUp(all), all, why);
        }
    }

    private void LookForStale(ContractFile file, SourceText text)
    {
        foreach (var line in file.Lines)
        {
            if (line.IsRemoved || IsDeclared(line)) continue;
            Report(
                ContractRules.Behind,
                text,
                line.Span,
                ContractEdit.Removing(line),
                $"nothing declares '{line}', which has not shipped; remove the line");
        }
    }

    private bool IsDeclared(ContractLine line)
    {
        if (line.Fact == ContractFact.EventAlias) return declared.Newest(line.Path.Event) is not null;
        if (line.History != TagHistory.None) return IsTagOfNewest(line);
        if (declared.ReaderOf(line.Path.Event, line.Path.Version) is not { } e || e.Mark.Version != line.Path.Version) return false;
        return declared.Read(e.Type, context.CancellationToken) is not { } stored || StoredLines.Declares(stored, line);
    }

    /// <summary>
    /// What is said of a tag that is newer than a version is declared by the newest record, whatever the version's own has.
    /// </summary>
    private bool IsTagOfNewest(ContractLine line) => declared.Newest(line.Path.Event) is { } newest
        && (declared.Read(newest.Type, context.CancellationToken) is not { } e || e.Tags.Contains(line.Argument));

    private void Report(
        DiagnosticDescriptor rule, SourceText text, TextSpan span, ImmutableDictionary<string, string?> edit, params object[] arguments) =>
        context.ReportDiagnostic(
            Diagnostic.Create(rule, Location.Create(_path, span, text.Lines.GetLinePositionSpan(span)), edit, arguments));
}
