using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Analyzers.Tests.Docs;

/// <summary>A newcomer pastes the first blocks of README into a console project.</summary>
public partial class PastedReadmeTests
{
    /// <summary>Those of a console project, which <c>dotnet new</c> switches on.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions CSharp14 = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);

    [Fact]
    public async Task The_program_compiles_as_it_is_pasted()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        var section = readme[readme.IndexOf("## The program", StringComparison.Ordinal)..];
        string[] blocks = [.. Blocks().Matches(section).Take(5).Select(static match => match.Groups["text"].Value)];
        Assert.Equal(
            ["using Opossum.Typed;", "using Opossum.Typed;", "using Opossum.Typed;", "using Opossum.Typed;", "await using var welcome ="],
            blocks.Select(static block => block.StartsWith("using", StringComparison.Ordinal) ? block.Split('\n')[0] : block[..25]));
        await AssertCompiles(blocks[..3]);
        await AssertCompiles(blocks[0], blocks[1], blocks[2] + blocks[4], blocks[3]);
    }

    private static async Task AssertCompiles(params string[] files)
    {
        var project = CSharpCompilation.Create(
            "Shop",
            [.. files.Prepend(ImplicitUsings).Select(static file => CSharpSyntaxTree.ParseText(file, CSharp14))],
            BrokenProject.References,
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new EventGenerator().AsSourceGenerator()], parseOptions: CSharp14)
            .RunGeneratorsAndUpdateCompilation(project, out var compilation, out _, TestContext.Current.CancellationToken);
        var found = await compilation.WithAnalyzers([.. AllRules.Analyzers]).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(found.Where(static each => each.Severity >= DiagnosticSeverity.Warning));
    }

    [GeneratedRegex(@"^```csharp\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
