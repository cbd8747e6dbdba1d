using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Contract;

namespace Opossum.Typed.CodeFixes.Contract;

/// <summary>
/// Writes all that is missing at once, of a document, a project or the solution. The platform's own merges changes of source files alone.
/// Giving something up is decided one by one.
/// </summary>
internal sealed class ContractFixAll : FixAllProvider
{
    public static ContractFixAll Instance { get; } = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() =>
        [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override IEnumerable<string> GetSupportedFixAllDiagnosticIds(CodeFixProvider originalCodeFixProvider) =>
        [RuleIds.ContractBehind];

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) =>
        Task.FromResult<CodeAction?>(
            CodeAction.Create(
                $"Write all of it into {ContractFile.UnshippedName}",
                stop => ApplyAsync(fixAllContext.WithCancellationToken(stop)),
                RuleIds.ContractBehind));

    private static async Task<Solution> ApplyAsync(FixAllContext context)
    {
        var solution = context.Solution;
        var projects = context.Scope == FixAllScope.Solution
            ? solution.Projects.Where(static project => project.Language == LanguageNames.CSharp)
            : [context.Project];
        foreach (var project in projects)
        {
            var diagnostics = await DiagnosticsOfAsync(context, project).ConfigureAwait(false);
            var asked = diagnostics.Where(ContractEdits.AreAskedFor).ToArray();
            if (asked.Length != 0)
                solution = await ContractEdits.ApplyAsync(solution.GetProject(project.Id)!, asked, context.CancellationToken)
                    .ConfigureAwait(false);
        }

        return solution;
    }

    private static Task<ImmutableArray<Diagnostic>> DiagnosticsOfAsync(FixAllContext context, Project project) =>
        context is { Scope: FixAllScope.Document, Document: { } document }
            ? context.GetDocumentDiagnosticsAsync(document)
            : context.GetAllDiagnosticsAsync(project);
}
