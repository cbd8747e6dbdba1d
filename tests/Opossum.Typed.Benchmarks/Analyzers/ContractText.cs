using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Benchmarks.Analyzers;

/// <summary>The contract of a project whose events have all shipped, as the fix of OPSM2001 would write it.</summary>
internal sealed class ContractText(string path, string text) : AdditionalText
{
    private const string Behind = "OPSM2001";
    private const string LinesToAdd = "Add";

    private readonly SourceText _text = SourceText.From(text, System.Text.Encoding.UTF8);

    public override string Path => path;

    public int Lines => _text.Lines.Count - 1;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    public static async Task<ContractText> OfAsync(
        CSharpCompilation project, ImmutableArray<DiagnosticAnalyzer> analyzers, CancellationToken stop)
    {
        CSharpGeneratorDriver.Create(
            [new EventGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(project, out var compilation, out _, stop);
        var empty = new AnalyzerOptions([new ContractText("Events.Shipped.txt", ""), new ContractText("Events.Unshipped.txt", "")]);
        var found = await compilation.WithAnalyzers(analyzers, empty).GetAnalyzerDiagnosticsAsync(stop);
        var missing = found.Where(static each => each.Id == Behind).Select(static each => each.Properties[LinesToAdd]!).ToArray();
        if (missing.Length == 0) throw new InvalidOperationException("No rule asked for a contract.");
        return new("Events.Shipped.txt", string.Concat(missing.Select(static lines => lines + "\n")));
    }
}
