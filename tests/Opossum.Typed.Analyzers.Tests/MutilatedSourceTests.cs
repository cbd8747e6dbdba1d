using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests;

/// <summary>Whatever somebody is in the middle of typing, no rule throws: all rules, over texts that something was cut out of.</summary>
public class MutilatedSourceTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "tests", "Opossum.Typed.Analyzers.Tests", "Samples");

    /// <summary>Rules on contract files, which <see cref="Contract.MutilatedContractTests"/> mutilate.</summary>
    private const string Contracts = "OPSM2";

    /// <summary>All rules run over each, so that more would take more time than they find.</summary>
    private static readonly int OfEachKind = Tier.Share(quick: 2, full: 8, @long: 20);

    public static TheoryData<string> Sources => [.. FilesLike("*.txt")];

    public static TheoryData<string> Settings => [.. FilesLike("*.json")];

    [SampledTheory]
    [MemberData(nameof(Sources))]
    public async Task No_rule_throws_on_a_mutilated_source(string file)
    {
        var variants = Mutilation.Of(Read(file), OfEachKind);
        Assert.True(variants.Count >= OfEachKind * 15 / 4, $"{variants.Count} variants");
        foreach (var variant in variants) await AssertNoRuleThrowsAsync(variant, []);
    }

    [SampledTheory]
    [MemberData(nameof(Settings))]
    public async Task No_rule_throws_on_a_mutilated_settings_file(string file)
    {
        var variants = Mutilation.Of(Read(file), OfEachKind);
        Assert.True(variants.Count >= OfEachKind * 3, $"{variants.Count} variants");
        foreach (var variant in variants) await AssertNoRuleThrowsAsync(null, [new SettingsText("/app/" + file, variant)]);
    }

    /// <summary>The samples are worth mutilating: whole, they set every rule off that needs no more than them.</summary>
    [Fact]
    public async Task The_whole_samples_set_rules_off()
    {
        var ids = new HashSet<string>();
        foreach (var file in FilesLike("*.txt")) ids.UnionWith(await IdsOf(Read(file), []));
        foreach (var file in FilesLike("*.json")) ids.UnionWith(await IdsOf(null, [new SettingsText("/app/" + file, Read(file))]));
        string[] elsewhere =
        [
            "OPSM1018",     // an old language
            "OPSM1019",     // sixty-five tags
            "OPSM3036",     // a program
            "OPSM3037",     // a second assembly
        ];
        Assert.Equal(
            "",
            string.Join(
                ' ',
                AllRules.Descriptors.Select(static rule => rule.Id)
                    .Where(static id => !id.StartsWith(Contracts, StringComparison.Ordinal))
                    .Except(elsewhere)
                    .Except(ids)));
    }

    private static async Task<IEnumerable<string>> IdsOf(string? source, ImmutableArray<AdditionalText> files) =>
        (await BrokenProject.DiagnoseAsync(source, files, [])).Select(diagnostic => diagnostic.Id);

    private static async Task AssertNoRuleThrowsAsync(string? source, ImmutableArray<AdditionalText> files)
    {
        var thrown = new ConcurrentBag<string>();
        await BrokenProject.DiagnoseAsync(source, files, thrown);
        Assert.True(thrown.IsEmpty, string.Join('\n', thrown) + "\nby:\n" + source + string.Concat(files.Select(file => file.GetText())));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Samples, file));

    private static IEnumerable<string> FilesLike(string pattern) =>
        Directory.EnumerateFiles(Samples, pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private sealed class SettingsText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
