using Microsoft.CodeAnalysis.CodeFixes;

namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>The whole contract of a project in one step.</summary>
public class ContractFixAllTests
{
    private const string One = """[Event("b")] public partial record B(int V); [Event("a")] public partial record A(int V);""";
    private const string Other = """[Event("c")] public partial record C(int V);""";

    [Fact]
    public async Task A_document_alone() =>
        Assert.Equal(["a@1\na@1.v int\nb@1\nb@1.v int\n"], await Two(unshipped: "").FixAllAsync(FixAllScope.Document));

    [Fact]
    public async Task A_project_with_its_stale_lines() =>
        Assert.Equal(
            ["# ours\na@1\na@1.v int\nb@1\nb@1.v int\nc@1\nc@1.v int\n"],
            await Two(unshipped: "# ours\nb@1\nx@1\n").FixAllAsync(FixAllScope.Project));

    [Fact]
    public async Task A_solution() => Assert.Equal(
        ["a@1\na@1.v int\nb@1\nb@1.v int\nc@1\nc@1.v int\n", "d@1\nd@1.v long\n"],
        await Two(unshipped: "").FixAllAsync(FixAllScope.Solution, new ContractTest("""
            [Event("d")] public partial record D(long V);
            """, unshipped: "")));

    [Fact]
    public void Giving_up_is_decided_one_by_one() =>
        Assert.Equal(
            ["OPSM2001"],
            new CodeFixes.Contract.ContractFix().GetFixAllProvider().GetSupportedFixAllDiagnosticIds(new CodeFixes.Contract.ContractFix()));

    private static ContractTest Two(string unshipped) => new ContractTest(One, unshipped: unshipped).With("/app/Other.cs", Other);
}
