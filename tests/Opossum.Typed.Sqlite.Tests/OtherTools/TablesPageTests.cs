using System.Text.RegularExpressions;

namespace Opossum.Typed.Sqlite.Tests.OtherTools;

/// <summary>What docs/read-model-tables.md shows is what is tested here.</summary>
public partial class TablesPageTests
{
    private static readonly string Root = RootAbove(AppContext.BaseDirectory);

    [Fact]
    public void Every_block_of_the_page_is_tested_code()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "read-model-tables.md"));
        string[] tested =
        [
            .. Directory.EnumerateFiles(Path.Combine(Root, "tests", "Opossum.Typed.Sqlite.Tests", "OtherTools"), "*.cs")
                .Select(static file => WithoutIndents(File.ReadAllText(file))),
        ];
        string[] blocks = [.. Fences().Matches(page).Select(static block => WithoutIndents(block.Groups[1].Value))];
        Assert.Equal(6, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(tested, file => file.Contains(block, StringComparison.Ordinal)));
    }

    private static string RootAbove(string directory) => File.Exists(Path.Combine(directory, "Opossum.Typed.sln"))
        ? directory
        : RootAbove(Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("There is no Opossum.Typed.sln above."));

    private static string WithoutIndents(string code) => Indents().Replace(code, "");

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex Indents();

    [GeneratedRegex("^```csharp\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
