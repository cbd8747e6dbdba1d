using System.Text;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>The table of all rules, <c>analyzers/docs/README.md</c>, written from their descriptors.</summary>
internal static class RuleIndex
{
    private static readonly string Path = System.IO.Path.Combine(Repository.Root, "analyzers", "docs", "README.md");

    private const string Introduction = """
        # Analyzer rules

        One page a rule: what it says, why it exists, a violation, its fix, and how to suppress it. Ids: 1xxx declaration, 2xxx schema
        contract, 3xxx store use, 4xxx durability, 5xxx determinism and privacy. [docs/diagnostics.md](../../docs/diagnostics.md) shows
        some of them at work.

        This page is written from the rules: after changing one, run
        `OPOSSUM_ACCEPT=1 dotnet test --project tests/Opossum.Typed.Analyzers.Tests`.

        | Rule | Category | Severity | Says | Code fix |
        |---|---|---|---|---|

        """;

    /// <summary>What the page says now; with <c>OPOSSUM_ACCEPT=1</c> it is written anew first.</summary>
    public static string Read()
    {
        if (Environment.GetEnvironmentVariable("OPOSSUM_ACCEPT") == "1") File.WriteAllText(Path, Write());
        return File.ReadAllText(Path);
    }

    /// <summary>What it has to say.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Introduction);
        foreach (var rule in AllRules.Descriptors)
        {
            var fix = AllRules.HasFix(rule.Id) ? "yes" : "no";
            page.Append(null, $"| [{rule.Id}]({rule.Id}.md) | {rule.Category} | {rule.DefaultSeverity} | {rule.Title} | {fix} |\n");
        }

        return page.ToString();
    }
}
