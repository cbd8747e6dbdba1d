using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Tests.Durability;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests;

/// <summary>Whatever somebody is in the middle of typing, no rule throws: all rules, over texts that something was cut out of.</summary>
public class MutilatedSourceTests
{
    private static readonly CSharpParseOptions CSharp14 = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
    private static readonly string Samples = Path.Combine(Repository.Root, "tests", "Opossum.Typed.Analyzers.Tests", "Samples");

    public static TheoryData<string> Sources => [.. FilesLike("*.txt")];

    public static TheoryData<string> Settings => [.. FilesLike("*.json")];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task No_rule_throws_on_a_mutilated_source(string file)
    {
        var variants = Mutilation.Of(await File.ReadAllTextAsync(Path.Combine(Samples, file)));
        Assert.True(variants.Count >= 100, $"{variants.Count} variants");
        foreach (var variant in variants) await AssertNoRuleThrowsAsync(variant, []);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task No_rule_throws_on_a_mutilated_settings_file(string file)
    {
        var variants = Mutilation.Of(await File.ReadAllTextAsync(Path.Combine(Samples, file)));
        Assert.True(variants.Count >= 100, $"{variants.Count} variants");
        foreach (var variant in variants) await AssertNoRuleThrowsAsync("", [new SettingsText("/app/" + file, variant)]);
    }

    /// <summary>The samples are worth mutilating: whole, they set the rules off that have one here.</summary>
    [Fact]
    public async Task The_whole_samples_set_rules_off()
    {
        var ids = new HashSet<string>();
        foreach (var file in FilesLike("*.txt")) ids.UnionWith(await IdsOf(await File.ReadAllTextAsync(Path.Combine(Samples, file)), []));
        foreach (var file in FilesLike("*.json")) ids.UnionWith(await IdsOf("", [new SettingsText("/app/" + file, await File.ReadAllTextAsync(Path.Combine(Samples, file)))]));
        Assert.Superset(new HashSet<string> { "OPSM4001", "OPSM4002" }, ids);
    }

    private static async Task<IEnumerable<string>> IdsOf(string source, ImmutableArray<AdditionalText> files) => (await RunAsync(source, files, [])).Select(diagnostic => diagnostic.Id);

    private static async Task AssertNoRuleThrowsAsync(string source, ImmutableArray<AdditionalText> files)
    {
        var thrown = new ConcurrentBag<string>();
        await RunAsync(source, files, thrown);
        Assert.True(thrown.IsEmpty, string.Join('\n', thrown) + "\nby:\n" + source + string.Concat(files.Select(file => file.GetText())));
    }

    private static async Task<ImmutableArray<Diagnostic>> RunAsync(string source, ImmutableArray<AdditionalText> files, ConcurrentBag<string> thrown)
    {
        var trees = new[] { source, Standins.Options, Standins.Hosting }.Select(text => CSharpSyntaxTree.ParseText(text, CSharp14));
        var library = MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location);
        var compilation = CSharpCompilation.Create("App", trees, [.. Net10.Framework, library], new(OutputKind.DynamicallyLinkedLibrary));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(files),
            onAnalyzerException: (exception, analyzer, _) => thrown.Add($"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        return await compilation.WithAnalyzers([.. AllRules.Analyzers], options).GetAnalyzerDiagnosticsAsync();
    }

    private static IEnumerable<string> FilesLike(string pattern) => Directory.EnumerateFiles(Samples, pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private sealed class SettingsText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override Microsoft.CodeAnalysis.Text.SourceText GetText(CancellationToken cancellationToken = default) => Microsoft.CodeAnalysis.Text.SourceText.From(text);
    }
}
