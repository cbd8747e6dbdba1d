using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests;

/// <summary>A light bulb in a file that is being typed: no fix throws, neither when it is offered nor when it is taken.</summary>
public class MutilatedFixTests
{
    /// <summary>Few: a fix compiles its file several times.</summary>
    private static readonly int OfEachKind = Tier.Share(quick: 1, full: 2, @long: 4);

    [SampledTheory]
    [MemberData(nameof(MutilatedSourceTests.Sources), MemberType = typeof(MutilatedSourceTests))]
    public async Task No_fix_throws_on_a_mutilated_source(string file)
    {
        var source = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "tests", "Opossum.Typed.Analyzers.Tests", "Samples", file),
            TestContext.Current.CancellationToken);
        var taken = 0;
        foreach (var variant in Mutilation.Of(source, OfEachKind)) taken += await TakeFixesAsync(variant);
        Assert.True(taken > 0, "No fix was offered.");
    }

    /// <returns>How many fixes there were.</returns>
    private static async Task<int> TakeFixesAsync(string source)
    {
        var diagnostics = await BrokenProject.DiagnoseAsync(source, [], new ConcurrentBag<string>());
        var fixable = diagnostics.Where(static each => AllRules.HasFix(each.Id) && each.Location.SourceTree?.FilePath.Length == 0)
            .ToArray();
        if (fixable.Length == 0) return 0;

        using var workspace = new AdhocWorkspace();
        var document = DocumentOf(workspace, source);
        var taken = 0;

        // One of each rule: the others are the same fix at another place.
        foreach (var diagnostic in fixable.Where(each => each.Location.SourceTree!.ToString() == source).DistinctBy(static each => each.Id))
        {
            foreach (var fix in AllRules.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                var actions = new List<CodeAction>();
                var moved = Diagnostic.Create(
                    diagnostic.Descriptor,
                    Location.Create((await document.GetSyntaxTreeAsync())!, diagnostic.Location.SourceSpan),
                    diagnostic.Properties);
                await fix.RegisterCodeFixesAsync(
                    new CodeFixContext(document, moved, (action, _) => actions.Add(action), CancellationToken.None));
                foreach (var action in actions) await action.GetOperationsAsync(CancellationToken.None);
                taken += actions.Count;
            }
        }

        return taken;
    }

    private static Document DocumentOf(AdhocWorkspace workspace, string source)
    {
        var project = workspace.AddProject("App", LanguageNames.CSharp)
            .WithMetadataReferences(BrokenProject.References)
            .WithParseOptions(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14))
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        foreach (var (index, tree) in BrokenProject.Neighbours.Index())
            project = project.AddDocument($"Neighbour{index}.cs", tree.GetText()).Project;
        return project.AddDocument("Typed.cs", SourceText.From(source));
    }
}
