using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Durability;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests;

/// <summary>A rule without its page is not finished.</summary>
public class RulePageTests
{
    private static readonly string Pages = Path.Combine(Repository.Root, "analyzers", "docs");

    public static TheoryData<string> Rules => [.. Descriptors().Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_a_page_with_its_title_and_sections(string id)
    {
        var page = File.ReadAllText(Path.Combine(Pages, id + ".md"));
        Assert.StartsWith($"# {id}: {Descriptor(id).Title}\n", page, StringComparison.Ordinal);
        Assert.Equal(["## Rule", "## Why", "## Violation", "## Fix", "## Suppress"], page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_links_to_its_page(string id) =>
        Assert.Equal($"https://github.com/opossum-typed/opossum-typed/blob/main/analyzers/docs/{id}.md", Descriptor(id).HelpLinkUri);

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_index_lists_every_rule_as_it_is_declared(string id)
    {
        var rule = Descriptor(id);
        var row = $"| [{id}]({id}.md) | {rule.Category} | {rule.DefaultSeverity} | {rule.Title} |";
        Assert.Contains(row, File.ReadAllText(Path.Combine(Pages, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void No_page_explains_a_rule_that_does_not_exist()
    {
        var pages = Directory.EnumerateFiles(Pages, "OPSM*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Descriptors().Select(rule => rule.Id).Order(), pages.Order());
    }

    private static DiagnosticDescriptor Descriptor(string id) => Descriptors().Single(rule => rule.Id == id);

    private static IEnumerable<DiagnosticDescriptor> Descriptors() =>
        typeof(FlushDisabledInProductionAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .SelectMany(analyzer => analyzer.SupportedDiagnostics);
}
