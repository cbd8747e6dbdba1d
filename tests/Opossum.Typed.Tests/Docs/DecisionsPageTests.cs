using System.Text.RegularExpressions;
using Opossum.Typed.Tests.Decisions;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Docs;

/// <summary>What docs/decisions.md shows, held to the code.</summary>
public partial class DecisionsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(DocumentationTests.Docs, "decisions.md"));

    [Fact]
    public void Every_block_compiles()
    {
        string[][] files =
        [
            ["tests", "Opossum.Typed.Tests", "Docs", "DocumentedDecisions.cs"],
            ["tests", "Examples.Tests", "Docs", "DocumentedDecisions.cs"], ["samples", "Examples", "Aggregate.cs"],
        ];
        string[] compiled =
            [.. files.Select(static file => WithoutIndents(File.ReadAllText(Path.Combine([DocumentationTests.Root, .. file]))))];
        string[] blocks = [.. Fences().Matches(Page).Select(static block => block.Groups[1].Value)];
        Assert.Equal(8, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(compiled, file => file.Contains(WithoutIndents(block), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task And_does_what_the_page_says()
    {
        var (course, ada) = (new CourseId(1), new StudentId(1));
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync([new CourseDefined(course, 2), new PriceSet(new(1), 5), new PriceSet(new(2), 6)]);
        Assert.Equal("Appended at 4", (await store.DecideAsync(new TakePlace(course, ada))).ToString());
        await ByHand.TakeAsync(store, course, new(2));
        Assert.Equal(new Outcome.Rejected("no such course", "no-course"), await store.DecideAsync(new TakePlace(new(2), ada)));
        Assert.Equal(new Outcome.Rejected("course is full", "full"), await store.DecideAsync(new TakePlace(course, new(3))));
        Assert.Equal("Appended at 6", (await store.DecideAsync(new BuyAll([new(1), new(2)], 11))).ToString());
        Assert.Equal("Rejected: the price has changed", (await store.DecideAsync(new BuyAll([new(1)], 11))).ToString());
    }

    private static string WithoutIndents(string code) => Indents().Replace(code, "");

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex Indents();

    [GeneratedRegex("^```csharp\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
