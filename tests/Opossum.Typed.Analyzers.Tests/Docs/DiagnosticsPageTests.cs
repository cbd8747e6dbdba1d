using System.Text.RegularExpressions;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Docs;

/// <summary><c>docs/diagnostics.md</c> shows what the compiler prints, letter by letter.</summary>
public class DiagnosticsPageTests
{
    [FullFact]
    public async Task Each_step_prints_what_the_page_says()
    {
        var steps = await WalkThrough.ReadAsync(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "diagnostics.md"), TestContext.Current.CancellationToken));
        Assert.Equal(
            string.Join('\n', steps.Select(static step => step.Said)), string.Join('\n', steps.Select(static step => step.Printed)));
        Assert.Equal(
            ["OPSM3001", "OPSM3003", "OPSM4002", "OPSM5001"],
            steps.SelectMany(static step => Regex.Matches(step.Said, "OPSM\\d+"))
                .Select(static match => match.Value)
                .Order(StringComparer.Ordinal));
    }
}
