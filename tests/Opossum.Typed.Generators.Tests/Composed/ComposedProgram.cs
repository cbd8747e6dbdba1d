using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests.Composed;

/// <summary>Many declarations, compiled at once.</summary>
internal sealed class ComposedProgram : IDisposable
{
    private readonly AssemblyLoadContext _loaded = new(nameof(ComposedProgram), isCollectible: true);
    private readonly Generation _library;
    private readonly Generation _program;

    /// <param name="seed">The first of its seeds; each event has one of its own.</param>
    /// <param name="count">How many events it has.</param>
    public ComposedProgram(int seed, int count)
    {
        var (source, names) = EventComposer.Foreign(seed, count: 10);
        _library = Generation.OfMany("Foreign", [], [("Foreign.cs", source)]);
        Declared = [.. Enumerable.Range(0, count).SelectMany(i => EventComposer.Compose(seed + i, i, names))];
        var library = Assembly(_library);
        _program = Generate(MetadataReference.CreateFromImage(library));
        var loaded = _loaded.LoadFromStream(new MemoryStream(Assembly(_program)));
        Model = (EventModel)loaded.GetType("Root")!.GetProperty("Model")!.GetValue(null)!;
        Find = name => loaded.GetType(name)!;
    }

    public EventModel Model { get; }

    /// <summary>A compiled type, by its full name.</summary>
    public Func<string, Type> Find { get; }

    public ImmutableArray<Declared> Declared { get; }

    /// <summary>True if the generator completed the declaration.</summary>
    public bool IsCompleted(Declared each) => IsCompleted(_program, each);

    /// <summary>What the rules say, by the declaration.</summary>
    public Task<ILookup<Declared, Diagnostic>> DiagnoseAsync() => DiagnoseAsync(_program);

    /// <summary>The same for an editor, which sees the source of the other assembly: the declarations that it judges otherwise.</summary>
    public async Task<IReadOnlyList<Declared>> FindJudgedOtherwiseAsync()
    {
        var editor = Generate(_library.Output.ToMetadataReference());
        var reported = await DiagnoseAsync(editor);
        return [.. Declared.Where(each => IsCompleted(editor, each) != IsCompleted(each) || reported[each].Any() == IsCompleted(each))];
    }

    public void Dispose() => _loaded.Unload();

    private static string PathOf(Declared each, int i) => each.IsGenerated ? $"File{i}.g.cs" : $"File{i}.cs";

    private static bool IsCompleted(Generation generation, Declared each) => generation.Files.ContainsKey($"{each.Type}.{each.Form}.g.cs");

    private Generation Generate(MetadataReference library) => Generation.OfMany(
        "Program",
        [library],
        Declared.Select(static (each, i) => (PathOf(each, i), each.Source))
            .Append(("Root.cs", "[EventModel] public static partial class Root;")));

    private async Task<ILookup<Declared, Diagnostic>> DiagnoseAsync(Generation generation)
    {
        var byPath = Declared.Select(static (each, i) => (each, PathOf(each, i)))
            .ToDictionary(static each => each.Item2, static each => each.each, StringComparer.Ordinal);
        var rules = generation.Output.WithAnalyzers([new DeclarationAnalyzer()]);
        var found = new List<Diagnostic>();

        // File by file: all at once, the bodies of all generated code would be bound first.
        foreach (var tree in generation.Output.SyntaxTrees.Where(tree => byPath.ContainsKey(tree.FilePath)))
            found.AddRange(await rules.GetAnalyzerSemanticDiagnosticsAsync(
                generation.Output.GetSemanticModel(tree), filterSpan: null, TestContext.Current.CancellationToken));
        return found.ToLookup(each => byPath[each.Location.SourceTree!.FilePath]);
    }

    /// <summary>Only rules may object to what is composed, never the compiler, be it to what was generated.</summary>
    private byte[] Assembly(Generation generation)
    {
        using var image = new MemoryStream();
        var errors = generation.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics
            .Where(static each => each.Severity == DiagnosticSeverity.Error)
            .ToArray();
        if (errors.Length > 0)
            Assert.Fail(string.Join('\n', errors.Take(20).Select(static each => each.ToString())) + "\n"
                + string.Join('\n', errors.Select(static each => each.Location.SourceTree?.ToString()).Distinct().Take(3)));
        image.Position = 0;
        if (generation == _library) _loaded.LoadFromStream(image);
        return image.ToArray();
    }
}
