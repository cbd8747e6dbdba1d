using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>A model carries the tags for which the contract says that stores are retagged.</summary>
public class RetaggedModelTests
{
    private const string Source = """
        [EventModel] public static partial class Root;
        [Event("user-registered")] public partial record UserRegistered([Tag("email")] string Email);
        """;

    [Fact]
    public void The_model_demands_what_the_contract_says()
    {
        var model = Model("user-registered@1\nuser-registered@1 tag email retagged\n", "\"odd name\"@2 tag b retagged\n");
        Assert.EndsWith("""
                ])
                .WithRetagged(
                [
                    new("odd name", 2, "b"),
                    new("user-registered", 1, "email"),
                ]);
        }

        """.ReplaceLineEndings("\n"), model, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user-registered@1 tag email\n", "")]
    [InlineData("user-registered@1 tag email since\n", "")]
    [InlineData("user-registered@1 tag email retagged\n", "*REMOVED* user-registered@1 tag email retagged\n")]
    [InlineData("user-registered@1 tag email retag\n", "")]
    public void And_nothing_else(string shipped, string unshipped) =>
        Assert.DoesNotContain("WithRetagged", Model(shipped, unshipped), StringComparison.Ordinal);

    [Fact]
    public void Without_a_contract_it_is_as_before() =>
        Assert.Equal(Generation.Of(Source).Files["Root.EventModel.g.cs"], Model("", ""));

    [Fact]
    public void It_compiles() => Assert.Empty(Run("user-registered@1 tag email retagged\n", "").Output.GetDiagnostics()
        .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    [Fact]
    public void An_edit_of_the_contract_that_changes_no_demand_disturbs_nothing()
    {
        var (driver, compilation, text) = Begin("user-registered@1 tag email retagged\n", "");
        var edited = driver.ReplaceAdditionalText(text, new Contract(text.Path, "# why\nuser-registered@1 tag email retagged\n"))
            .RunGenerators(compilation, TestContext.Current.CancellationToken);
        var result = edited.GetRunResult().Results.Single();
        Assert.All(
            result.TrackedOutputSteps["SourceOutput"].SelectMany(static run => run.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.Equal(
            IncrementalStepRunReason.Cached, Assert.Single(Assert.Single(result.TrackedSteps[TrackingNames.Retagged]).Outputs).Reason);
    }

    private static string Model(string shipped, string unshipped) =>
        Run(shipped, unshipped).Driver.GetRunResult().Results.Single().GeneratedSources
            .Single(static file => file.HintName == "Root.EventModel.g.cs").SourceText.ToString();

    private static (GeneratorDriver Driver, Compilation Output) Run(string shipped, string unshipped)
    {
        var (driver, compilation, _) = Begin(shipped, unshipped);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        return (driver, output);
    }

    private static (GeneratorDriver Driver, Compilation Compilation, Contract Shipped) Begin(string shipped, string unshipped)
    {
        var file = new Contract("/app/Events.Shipped.txt", shipped);
        var compilation = Generation.Compile(Source);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new EventGenerator().AsSourceGenerator()],
            [file, new Contract("/app/Events.Unshipped.txt", unshipped)],
            new CSharpParseOptions(LanguageVersion.CSharp14),
            optionsProvider: new BuildProperty("OpossumTypedGeneratedWarnings", "true"),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return (driver.RunGenerators(compilation, TestContext.Current.CancellationToken), compilation, file);
    }

    private sealed class Contract(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
