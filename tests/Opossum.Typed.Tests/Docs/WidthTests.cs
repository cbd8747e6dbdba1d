using System.Text.RegularExpressions;

namespace Opossum.Typed.Tests.Docs;

/// <summary>A line of code or prose is at most 140 characters wide, so that a file and its diff are read without scrolling.</summary>
public partial class WidthTests
{
    private const int Max = 140;

    private static readonly string[] Folders = [".ci", "analyzers", "docs", "generators", "samples", "src", "tests"];
    private static readonly string[] Extensions = [".cs", ".md", ".props", ".targets", ".csproj"];

    [Fact]
    public void No_line_is_wider_than_140_characters() => Assert.Equal([], Files().Where(IsText).SelectMany(TooWide));

    [Theory, InlineData(139, true), InlineData(140, true), InlineData(141, false)]
    public void Characters_are_counted(int length, bool fits) => Assert.Equal(fits, Fits(new string('é', length)));

    [Theory]
    [InlineData("| a row of a table, ")]
    [InlineData("see [the page](https://example.org/")]
    [InlineData("see [the file](../docs/")]
    [InlineData("Courses.cs(7,23): error OPSM2002: ")]
    public void What_can_not_be_broken_may_be_wider(string begin) => Assert.True(Fits(begin + new string('x', 200) + ")"));

    [Fact]
    public void A_link_does_not_excuse_the_text_before_it() =>
        Assert.False(Fits(string.Concat(Enumerable.Repeat("word ", 30)) + "[page](https://example.org/)"));

    private static IEnumerable<string> TooWide(string file) =>
        File.ReadLines(Path.Combine(DocumentationTests.Root, file))
            .Select((line, at) => (Line: line, Place: $"{file}({at + 1})"))
            .Where(static line => !Fits(line.Line))
            .Select(static line => line.Place);

    /// <summary>
    /// A row of a table and a message of the compiler are one line each. A link is one word: the line may go on to its end, if it
    /// begins in time.
    /// </summary>
    private static bool Fits(string line) =>
        line.Length <= Max
        || line.StartsWith('|')
        || Message().IsMatch(line)
        || (Link().Match(line) is { Success: true } link && link.Index < Max);

    private static bool IsText(string file) =>
        !file.Contains(".verified.", StringComparison.Ordinal)
        && (file.StartsWith(".ci/", StringComparison.Ordinal) || Extensions.Contains(Path.GetExtension(file)));

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(DocumentationTests.Root)
            .Concat(Folders.SelectMany(static folder =>
                Directory.EnumerateFiles(Path.Combine(DocumentationTests.Root, folder), "*", SearchOption.AllDirectories)))
            .Select(static file => Path.GetRelativePath(DocumentationTests.Root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(static file => !file.Split('/').Any(static part => part is "bin" or "obj"));

    /// <summary>The last word of a line that is an address or the target of a link.</summary>
    [GeneratedRegex(@"(https?://\S+|\]\([^)\s]+\)\S*)$")]
    private static partial Regex Link();

    /// <summary>As <c>dotnet build</c> prints it; tests compare what a page shows with what is printed.</summary>
    [GeneratedRegex(@"^[\w/.]+\(\d+,\d+\): (error|warning) OPSM\d{4}: ")]
    private static partial Regex Message();
}
