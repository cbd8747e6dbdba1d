using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests;

/// <summary>A rule without its page is not finished.</summary>
public class RulePageTests
{
    private static readonly string Analyzers = Path.Combine(Repository.Root, "analyzers");
    private static readonly string Pages = Path.Combine(Analyzers, "docs");

    public static TheoryData<string> Rules => [.. AllRules.Descriptors.Select(rule => rule.Id)];

    [SampledTheory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_a_page_with_its_title_and_sections(string id)
    {
        var page = Page(id);
        Assert.StartsWith($"# {id}: {AllRules.Descriptor(id).Title}\n", page, StringComparison.Ordinal);
        Assert.Equal(
            ["## Rule", "## Why", "## Violation", "## Fix", "## Suppress"],
            page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
    }

    [SampledTheory]
    [MemberData(nameof(Rules))]
    public void Every_page_says_how_severe_its_rule_is_and_whether_there_is_a_fix(string id)
    {
        var (rule, fix) = (AllRules.Descriptor(id), AllRules.HasFix(id) ? "code fix" : "no code fix");
        Assert.Equal($"{rule.Category} · {rule.DefaultSeverity} · {fix}", Page(id).Split('\n')[2]);
    }

    [SampledTheory]
    [MemberData(nameof(Rules))]
    public void Every_rule_links_to_its_page(string id) =>
        Assert.Equal(
            $"https://github.com/opossum-typed/opossum-typed/blob/main/analyzers/docs/{id}.md", AllRules.Descriptor(id).HelpLinkUri);

    [SampledTheory]
    [MemberData(nameof(Rules))]
    public void The_release_files_list_every_rule(string id)
    {
        var folder = Path.Combine(Analyzers, "Opossum.Typed.Analyzers");
        var releases = File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"));
        var rule = AllRules.Descriptor(id);
        Assert.Contains($"\n{id} | {rule.Category} | {rule.DefaultSeverity} | ", releases, StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_is_what_the_rules_say() => Assert.Equal(RuleIndex.Write(), RuleIndex.Read());

    [Fact]
    public void No_page_explains_a_rule_that_does_not_exist()
    {
        var pages = Directory.EnumerateFiles(Pages, "OPSM*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(AllRules.Descriptors.Select(rule => rule.Id), pages.Order(StringComparer.Ordinal));
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(Pages, id + ".md"));
}
