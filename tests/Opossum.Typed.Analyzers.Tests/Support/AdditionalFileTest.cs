using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.Tests.Support;

/// <summary>
/// Runs an analyzer, and a fix, over additional files, which the testing packages' fix tests don't change. A file's text marks what must be
/// reported with <c>{|OPSM4002:value|}</c>.
/// </summary>
internal sealed class AdditionalFileTest<TAnalyzer> where TAnalyzer : DiagnosticAnalyzer, new()
{
    private readonly List<(string Path, Markup Content)> _files = [];
    private readonly List<string> _sources = [];
    private readonly Dictionary<string, string> _buildProperties = [];
    private readonly List<MetadataReference> _references = [.. Net10.Framework];

    public AdditionalFileTest<TAnalyzer> With(string path, string marked)
    {
        _files.Add((path, Markup.Parse(marked)));
        return this;
    }

    /// <summary>Code beside the files.</summary>
    public AdditionalFileTest<TAnalyzer> WithSource(string source)
    {
        _sources.Add(source);
        return this;
    }

    public AdditionalFileTest<TAnalyzer> WithBuildProperty(string name, string value)
    {
        _buildProperties["build_property." + name] = value;
        return this;
    }

    public AdditionalFileTest<TAnalyzer> WithLibrary()
    {
        _references.Add(MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location));
        return this;
    }

    /// <summary>What is reported is what is marked, file by file; answers the diagnostics.</summary>
    public async Task<ImmutableArray<Diagnostic>> RunAsync()
    {
        using var workspace = new AdhocWorkspace();
        var diagnostics = await DiagnoseAsync(CreateProject(workspace));
        Assert.Empty(diagnostics.Where(diagnostic => _files.All(file => file.Path != PathOf(diagnostic))));
        foreach (var (path, content) in _files) AssertMarked(path, content, diagnostics);
        return diagnostics;
    }

    /// <summary>
    /// As <see cref="RunAsync"/>, then applies the one fix that is offered for the first diagnostic, which must be gone then; answers that
    /// file's new text.
    /// </summary>
    public async Task<string> FixAsync<TFix>() where TFix : CodeFixProvider, new()
    {
        await RunAsync();
        using var workspace = new AdhocWorkspace();
        var project = CreateProject(workspace);
        var diagnostics = await DiagnoseAsync(project);
        var document = project.AdditionalDocuments.Single(document => document.FilePath == PathOf(diagnostics[0]));

        var changed = await ApplyAsync(new TFix(), document, diagnostics[0]);
        Assert.Equal(diagnostics.Length - 1, (await DiagnoseAsync(changed.GetProject(project.Id)!)).Length);
        return (await changed.GetAdditionalDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private static async Task<Solution> ApplyAsync(CodeFixProvider fix, TextDocument document, Diagnostic diagnostic)
    {
        Assert.Contains(diagnostic.Id, fix.FixableDiagnosticIds);
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(
            new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        var operations = await Assert.Single(actions).GetOperationsAsync(CancellationToken.None);
        return Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
    }

    private Project CreateProject(AdhocWorkspace workspace)
    {
        var project = workspace.AddProject("App", LanguageNames.CSharp).WithMetadataReferences(_references);
        for (var i = 0; i < _sources.Count; i++) project = project.AddDocument($"Source{i}.cs", _sources[i]).Project;
        foreach (var (path, content) in _files)
            project = project.AddAdditionalDocument(Path.GetFileName(path), SourceText.From(content.Text), filePath: path).Project;
        return project;
    }

    private async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var options = new AnalyzerOptions(project.AnalyzerOptions.AdditionalFiles, new BuildProperties(_buildProperties));
        var found = await compilation.WithAnalyzers([new TAnalyzer()], options).GetAllDiagnosticsAsync();
        return
        [
            .. found.Where(diagnostic => !diagnostic.Id.StartsWith("CS", StringComparison.Ordinal))
                .OrderBy(PathOf, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    private static void AssertMarked(string path, Markup content, ImmutableArray<Diagnostic> diagnostics)
    {
        var reported = diagnostics.Where(diagnostic => PathOf(diagnostic) == path)
            .Select(diagnostic => Shown(diagnostic.Id, diagnostic.Location.SourceSpan));
        Assert.Equal(content.Marks.Select(mark => Shown(mark.Id, mark.Span)), reported);

        (string Id, int Start, string Text) Shown(string id, TextSpan span) =>
            (id, span.Start, content.Text.Substring(span.Start, span.Length));
    }

    private static string PathOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().Path;
}
