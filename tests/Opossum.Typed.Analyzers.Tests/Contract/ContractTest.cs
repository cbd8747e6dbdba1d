using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers.Contract;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.Contract;

namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>
/// A project of sources and contract files, in all of which <c>{|OPSM2001:text|}</c> marks what is reported, and nothing else is. The
/// testing packages' own tests do not follow a fix into an additional file.
/// </summary>
internal sealed class ContractTest
{
    public const string Shipped = "/app/Events.Shipped.txt";
    public const string Unshipped = "/app/Events.Unshipped.txt";

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Text.Json.Serialization;
        using Opossum.Typed;

        """;

    private static readonly MetadataReference[] References =
    [
        .. Net10.Framework,
        MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location),
    ];

    private readonly List<(string Path, Markup Content)> _files = [];

    /// <param name="source">The declarations.</param>
    /// <param name="shipped">Null for no such file.</param>
    /// <param name="unshipped">Null for no such file.</param>
    public ContractTest(string source, string? shipped = null, string? unshipped = null)
    {
        With("/app/Events.cs", source);
        if (shipped is not null) With(Shipped, shipped);
        if (unshipped is not null) With(Unshipped, unshipped);
    }

    public ContractTest With(string path, string marked)
    {
        _files.Add((path, Markup.Parse(IsSource(path) ? Usings + marked : marked)));
        return this;
    }

    /// <summary>Answers the diagnostics, which are those that are marked.</summary>
    public async Task<ImmutableArray<Diagnostic>> RunAsync()
    {
        using var workspace = new AdhocWorkspace();
        var found = await DiagnoseAsync(AddTo(workspace.CurrentSolution, "App"));
        Assert.Empty(found.Where(diagnostic => _files.All(file => file.Path != PathOf(diagnostic))));
        foreach (var (path, content) in _files)
        {
            var reported = found.Where(diagnostic => PathOf(diagnostic) == path)
                .Select(diagnostic => Shown(content, diagnostic.Id, diagnostic.Location.SourceSpan));
            Assert.Equal(content.Marks.Select(mark => Shown(content, mark.Id, mark.Span)), reported);
        }

        return found;
    }

    /// <summary>The messages of <see cref="RunAsync"/>.</summary>
    public async Task<string[]> MessagesAsync() =>
        [.. (await RunAsync()).Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>
    /// As <see cref="RunAsync"/>, then takes the fix of the first diagnostic, which must be gone then and leave no other behind; answers
    /// the file of what has not shipped.
    /// </summary>
    public async Task<string> FixAsync()
    {
        await RunAsync();
        using var workspace = new AdhocWorkspace();
        var project = AddTo(workspace.CurrentSolution, "App");
        var before = await DiagnoseAsync(project);
        var changed = await ChangedAsync(await ActionAsync(project, before[0]));
        Assert.Equal(before.Skip(1).Select(Said), (await DiagnoseAsync(changed.GetProject(project.Id)!)).Select(Said));
        return await UnshippedAsync(changed.GetProject(project.Id)!);
    }

    /// <summary>As <see cref="FixAsync"/>, by the fix in code; answers the declarations. They compile, or the fix is not offered.</summary>
    public async Task<string> RenameAsync(CodeFixProvider? fix = null)
    {
        await RunAsync();
        using var workspace = new AdhocWorkspace();
        var project = AddTo(workspace.CurrentSolution, "App");
        var before = await DiagnoseAsync(project);
        var changed = (await ChangedAsync(await ActionAsync(project, before[0], fix ?? new FieldAliasFix()))).GetProject(project.Id)!;
        Assert.DoesNotContain(await DiagnoseAsync(changed), diagnostic => diagnostic.Id is "OPSM2002" or "OPSM2003" or "OPSM2006");
        return (await changed.Documents.First().GetTextAsync()).ToString()[Usings.Length..];
    }

    /// <summary>Whether a fix is offered for the first diagnostic.</summary>
    public async Task<bool> HasFixAsync(CodeFixProvider? fix = null)
    {
        await RunAsync();
        using var workspace = new AdhocWorkspace();
        var project = AddTo(workspace.CurrentSolution, "App");
        return (await ActionsAsync(project, (await DiagnoseAsync(project))[0], fix)).Count != 0;
    }

    /// <summary>
    /// All at once, in this project or in <paramref name="beside"/> too; answers each project's file of what has not shipped, after which
    /// nothing of it may be left to say.
    /// </summary>
    public async Task<string[]> FixAllAsync(FixAllScope scope, params ContractTest[] beside)
    {
        using var workspace = new AdhocWorkspace();
        var projects = new List<ProjectId>();
        var solution = workspace.CurrentSolution;
        foreach (var test in (ContractTest[])[this, .. beside])
        {
            var project = test.AddTo(solution, "App" + projects.Count);
            projects.Add(project.Id);
            solution = project.Solution;
        }

        var document = solution.GetProject(projects[0])!.Documents.First();
        var fix = new ContractFix();
        var context = new FixAllContext(document, fix, scope, "OPSM2001", ["OPSM2001"], new Diagnoser(), CancellationToken.None);
        var action = await fix.GetFixAllProvider().GetFixAsync(context);
        var changed = await ChangedAsync(action!);
        return [.. await Task.WhenAll(projects.Select(id => UnshippedAsync(changed.GetProject(id)!)))];
    }

    private Project AddTo(Solution solution, string name)
    {
        var project = solution.AddProject(name, name, LanguageNames.CSharp).WithMetadataReferences(References);
        project = project.WithCompilationOptions(
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        foreach (var (path, content) in _files)
        {
            var text = SourceText.From(content.Text);
            project = IsSource(path)
                ? project.AddDocument(Path.GetFileName(path), text, filePath: path).Project
                : project.AddAdditionalDocument(Path.GetFileName(path), text, filePath: path).Project;
        }

        return project;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers([new ContractAnalyzer()], new AnalyzerOptions(project.AnalyzerOptions.AdditionalFiles))
            .GetAnalyzerDiagnosticsAsync();
        return
        [
            .. found.OrderBy(PathOf, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(Said, StringComparer.Ordinal),
        ];
    }

    private static async Task<CodeAction> ActionAsync(Project project, Diagnostic diagnostic, CodeFixProvider? fix = null) =>
        Assert.Single(await ActionsAsync(project, diagnostic, fix));

    private static async Task<IReadOnlyList<CodeAction>> ActionsAsync(Project project, Diagnostic diagnostic, CodeFixProvider? fix = null)
    {
        var path = PathOf(diagnostic);
        var document = IsSource(path)
            ? project.Documents.Single(each => each.FilePath == path)
            : project.AdditionalDocuments.Single(each => each.FilePath == path);
        fix ??= IsSource(path) ? new ContractFix() : new ContractFileFix();
        var actions = new List<CodeAction>();
        if (fix.FixableDiagnosticIds.Contains(diagnostic.Id))
            await fix.RegisterCodeFixesAsync(
                new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<Solution> ChangedAsync(CodeAction action) =>
        Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(CancellationToken.None))).ChangedSolution;

    private static async Task<string> UnshippedAsync(Project project) =>
        (await project.AdditionalDocuments.Single(each => each.FilePath == Unshipped).GetTextAsync()).ToString();

    private static (string Id, int Start, string Text) Shown(Markup content, string id, TextSpan span) =>
        (id, span.Start, content.Text.Substring(span.Start, span.Length));

    private static string Said(Diagnostic diagnostic) =>
        $"{diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";

    private static string PathOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().Path;

    private static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.Ordinal);

    private sealed class Diagnoser : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await DiagnoseAsync(project)).Where(diagnostic => diagnostic.Id == "OPSM2001");

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken) =>
            (await GetAllDiagnosticsAsync(document.Project, cancellationToken))
                .Where(diagnostic => PathOf(diagnostic) == document.FilePath);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(
            Project project, CancellationToken cancellationToken) =>
            (await GetAllDiagnosticsAsync(project, cancellationToken)).Where(diagnostic => !IsSource(PathOf(diagnostic)));
    }
}
