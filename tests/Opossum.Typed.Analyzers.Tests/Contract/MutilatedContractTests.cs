using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers.Contract;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>Whatever somebody is in the middle of typing, in a declaration or in a line of the contract, its rules do not throw.</summary>
public class MutilatedContractTests
{
    private const string Source = "Events.txt";

    private static readonly string Samples = Path.Combine(Repository.Root, "tests", "Opossum.Typed.Analyzers.Tests", "Samples", "Contract");
    private static readonly MetadataReference[] References =
    [
        .. Net10.Framework,
        MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location),
    ];

    [SampledTheory]
    [InlineData(Source, 150)]
    [InlineData("Events.Shipped.txt", 140)]
    [InlineData("Events.Unshipped.txt", 50)]
    public async Task No_rule_throws_on_a_mutilated_file(string file, int atLeast)
    {
        var share = Tier.Share(quick: 10, full: 3, @long: 1);
        var variants = Mutilation.Of(await File.ReadAllTextAsync(Path.Combine(Samples, file)), ofEachKind: 40 / share);
        Assert.True(variants.Count >= atLeast / share, $"{variants.Count} variants");
        foreach (var variant in variants) await RunAsync(file, variant);
    }

    /// <summary>The samples are worth mutilating: whole, they set every rule off.</summary>
    [Fact]
    public async Task The_whole_samples_set_every_rule_off()
    {
        var found = await RunAsync(Source, await File.ReadAllTextAsync(Path.Combine(Samples, Source)));
        Assert.Equal(
            ["OPSM2001", "OPSM2002", "OPSM2003", "OPSM2004", "OPSM2005", "OPSM2006", "OPSM2010"],
            found.Select(diagnostic => diagnostic.Id).Distinct().Order());
    }

    private static async Task<ImmutableArray<Diagnostic>> RunAsync(string changed, string text)
    {
        var thrown = new ConcurrentBag<string>();
        var compilation = CSharpCompilation.Create(
            "App", [CSharpSyntaxTree.ParseText(TextOf(Source))], References, new(OutputKind.DynamicallyLinkedLibrary));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(
                [
                    new ContractText("Events.Shipped.txt", TextOf("Events.Shipped.txt")),
                    new ContractText("Events.Unshipped.txt", TextOf("Events.Unshipped.txt")),
                ]),
            onAnalyzerException: (exception, _, _) => thrown.Add(exception.ToString()),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([new ContractAnalyzer(), new NewerTagAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync();
        Assert.True(thrown.IsEmpty, string.Join('\n', thrown) + "\nby:\n" + text);
        return found;

        string TextOf(string file) => file == changed ? text : File.ReadAllText(Path.Combine(Samples, file));
    }

    private sealed class ContractText(string name, string text) : AdditionalText
    {
        public override string Path => "/app/" + name;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
