using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>docs/contract.md shows what the fix writes, README.md what a rule says.</summary>
public class ContractPageTests
{
    [Fact]
    public async Task The_lines_on_the_page_are_those_of_the_declarations_above_them()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "contract.md"), TestContext.Current.CancellationToken);
        var declarations = Block(page, "```csharp\n", from: 0, out var end);
        var lines = Block(page, "\n```\n", end, out _);
        var marked = declarations.Replace("record OrderPlaced(", "record {|OPSM2001:OrderPlaced|}(", StringComparison.Ordinal);
        Assert.Equal(lines, await new ContractTest(marked, unshipped: "").FixAsync());
    }

    [Fact]
    public async Task The_error_in_the_readme_is_the_rules_own()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        var renamed = new ContractTest("""
            [Event("course-defined")] public partial record {|OPSM2002:CourseDefined|}(string {|OPSM2003:Name|});
            """, "course-defined@1\ncourse-defined@1.title string\n");
        Assert.Contains($"\nCourses.cs(7,23): error OPSM2002: {(await renamed.MessagesAsync())[0]}\n", readme, StringComparison.Ordinal);
    }

    private static string Block(string page, string begin, int from, out int end)
    {
        var start = page.IndexOf(begin, from, StringComparison.Ordinal) + begin.Length;
        end = page.IndexOf("```", start, StringComparison.Ordinal);
        return page[start..end];
    }
}
