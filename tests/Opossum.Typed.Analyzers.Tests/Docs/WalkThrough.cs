using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Analyzers.Tests.Docs;

/// <summary>
/// <c>docs/diagnostics.md</c> as a program that grows: a block of code is a file, named in its first line, and takes the place of an
/// earlier one of that name; a block without a language behind it is what the compiler prints then.
/// </summary>
internal sealed partial class WalkThrough
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions CSharp14 = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);

    private readonly Dictionary<string, string> _files = [];

    /// <summary>What the page says that the compiler prints, and what it prints, at each step.</summary>
    public static async Task<IReadOnlyList<(string Said, string Printed)>> ReadAsync(string page)
    {
        var (program, steps) = (new WalkThrough(), new List<(string, string)>());
        var blocks = Blocks()
            .Matches(page)
            .Select(static match => (Language: match.Groups["language"].Value, Text: match.Groups["text"].Value))
            .ToArray();
        for (var i = 0; i < blocks.Length; i++)
        {
            var (_, text) = blocks[i];
            program._files[text[3..text.IndexOf('\n', StringComparison.Ordinal)]] = text;
            var said = i + 1 < blocks.Length && blocks[i + 1].Language.Length == 0 ? blocks[++i].Text : "";
            steps.Add((said, await program.CompileAsync()));
        }

        return steps;
    }

    private async Task<string> CompileAsync()
    {
        var trees = _files.Where(static file => file.Key.EndsWith(".cs", StringComparison.Ordinal))
            .Select(static file => CSharpSyntaxTree.ParseText(file.Value, CSharp14, file.Key));
        var project = CSharpCompilation.Create(
            "Campus",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, CSharp14), .. trees],
            BrokenProject.References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new EventGenerator().AsSourceGenerator()], parseOptions: CSharp14)
            .RunGeneratorsAndUpdateCompilation(project, out var compilation, out _);
        var settings = _files.Where(static file => file.Key.EndsWith(".json", StringComparison.Ordinal))
            .Select(static file => (AdditionalText)new Settings(file.Key, file.Value));
        var found = await compilation.WithAnalyzers([.. AllRules.Analyzers], new AnalyzerOptions([.. settings])).GetAllDiagnosticsAsync();
        return string.Concat(
            found.Where(static each => each.Severity >= DiagnosticSeverity.Warning)
                .Select(static each => Shown(each) + "\n")
                .Order(StringComparer.Ordinal));
    }

    private static string Shown(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): "
                + $"{(diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {diagnostic.Id}: "
                + $"{diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    private sealed class Settings(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
