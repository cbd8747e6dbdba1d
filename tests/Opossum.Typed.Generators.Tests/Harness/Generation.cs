using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Opossum.Typed.Generators.Tests.Harness;

/// <summary>One run of the generator over sources.</summary>
internal sealed class Generation
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using Opossum.Typed;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>
    /// For many declarations at once: without the warnings about null, which take as long as the rest of a compilation. What types say of
    /// null is the same.
    /// </summary>
    private static readonly CSharpParseOptions QuickParseOptions = ParseOptions.WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly ImmutableArray<MetadataReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Keeps generated code from silencing its warnings: users never see them, we do.</summary>
    private static readonly BuildProperty ShownWarnings = new("OpossumTypedGeneratedWarnings", "true");

    private Generation(GeneratorDriver driver, Compilation output)
    {
        Driver = driver;
        Output = output;
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The sources together with what was generated.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>What was generated, by file name.</summary>
    public ImmutableSortedDictionary<string, string> Files => Result.GeneratedSources.IsDefault
        ? ImmutableSortedDictionary<string, string>.Empty
        : Result.GeneratedSources.ToImmutableSortedDictionary(
            static file => file.HintName, static file => file.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>Errors and warnings of the whole program, the generated half included.</summary>
    public IEnumerable<string> Complaints => Output.GetDiagnostics()
        .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Select(static diagnostic => diagnostic.ToString());

    public static Generation Of(params string[] sources) => Of(Compile(sources));

    public static Generation Of(Compilation compilation, bool tracksSteps = false, bool showsWarnings = true) =>
        Run(Create(tracksSteps, showsWarnings ? ShownWarnings : null), compilation);

    /// <summary>Many files at once, of which no warning about null is wanted.</summary>
    public static Generation OfMany(string assembly, MetadataReference[] references, IEnumerable<(string Path, string Source)> files) =>
        Run(
            CSharpGeneratorDriver.Create([new EventGenerator().AsSourceGenerator()], parseOptions: QuickParseOptions),
            Compile(assembly, references, files, QuickParseOptions));

    /// <summary>As in a project with this property.</summary>
    public static Generation Of(Compilation compilation, BuildProperty property) =>
        Run(Create(tracksSteps: false, property), compilation);

    /// <summary>As in a project whose LangVersion is another.</summary>
    public static Generation Of(Compilation compilation, LanguageVersion language) =>
        Run(
            CSharpGeneratorDriver.Create(
                [new EventGenerator().AsSourceGenerator()], parseOptions: ParseOptions.WithLanguageVersion(language)),
            compilation);

    /// <summary>Runs the same driver again, as the IDE does after an edit.</summary>
    public Generation After(Compilation edited) => Run(Driver, edited);

    public static CSharpCompilation Compile(params string[] sources) => Compile("Campus", [], sources);

    public static CSharpCompilation Compile(string assembly, MetadataReference[] references, params string[] sources) =>
        Compile(assembly, references, sources.Select(static (source, i) => ($"File{i}.cs", source)), ParseOptions);

    private static CSharpCompilation Compile(
        string assembly, MetadataReference[] references, IEnumerable<(string Path, string Source)> files, CSharpParseOptions options) =>
        CSharpCompilation.Create(
        assembly,
        [
            CSharpSyntaxTree.ParseText(Usings, options, "Usings.cs"),
            .. files.Select(file => CSharpSyntaxTree.ParseText(file.Source, options, file.Path)),
        ],
        [.. Platform, .. references],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999,
            checkOverflow: true)
            .WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Suppress)]));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    private static CSharpGeneratorDriver Create(bool tracksSteps, BuildProperty? property) => CSharpGeneratorDriver.Create(
        [new EventGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        optionsProvider: property,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, tracksSteps));

    private static Generation Run(GeneratorDriver driver, Compilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        return new(driver, output);
    }
}

internal static class CompilationExtensions
{
    /// <summary>The same files, read as another version of the language.</summary>
    public static Compilation In(this Compilation compilation, LanguageVersion language) =>
        compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(tree =>
            CSharpSyntaxTree.ParseText(tree.GetText(), ((CSharpParseOptions)tree.Options).WithLanguageVersion(language), tree.FilePath)));

    /// <summary>An edit: the other files stay the trees that they are.</summary>
    public static Compilation ReplaceFile(this Compilation compilation, string path, string source) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == path), Generation.Parse(source, path));
}
