namespace Opossum.Typed.Tests.Docs;

/// <summary>The program that README shows is the quickstart, which is compiled.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(DocumentationTests.Root, "README.md"));

    [Theory, InlineData("Courses.cs"), InlineData("Subscribe.cs")]
    public void The_declarations_are_those_of_the_quickstart(string file)
    {
        var source = File.ReadAllText(Path.Combine(DocumentationTests.Root, "samples", "Quickstart", file));
        Assert.Contains($"```csharp\n{source}```\n", Readme, StringComparison.Ordinal);
    }
}
