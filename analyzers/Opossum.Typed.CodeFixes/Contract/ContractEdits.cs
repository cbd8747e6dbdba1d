using Microsoft.CodeAnalysis;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Contract;

namespace Opossum.Typed.CodeFixes.Contract;

/// <summary>Does to <c>Events.Unshipped.txt</c> of a project what diagnostics ask for.</summary>
internal static class ContractEdits
{
    public static bool AreAskedFor(Diagnostic diagnostic) =>
        diagnostic.Properties.ContainsKey(ContractEdit.Add) || diagnostic.Properties.ContainsKey(ContractEdit.Remove);

    public static string TitleOf(Diagnostic diagnostic) => diagnostic switch
    {
        { Id: not RuleIds.ContractBehind } => $"Give it up: say {ContractLineReader.Removed} in {ContractFile.UnshippedName}",
        _ when !diagnostic.Properties.ContainsKey(ContractEdit.Add) => $"Remove the line from {ContractFile.UnshippedName}",
        _ => $"Write it into {ContractFile.UnshippedName}",
    };

    public static async Task<Solution> ApplyAsync(
        Project project, IReadOnlyCollection<Diagnostic> diagnostics, CancellationToken cancellation, string lines = ContractEdit.Add)
    {
        var add = Values(diagnostics, lines).SelectMany(static lines => lines.Split('\n')).ToArray();
        var remove = new HashSet<string>(Values(diagnostics, ContractEdit.Remove), StringComparer.Ordinal);
        if (Find(project, ContractFile.IsUnshipped) is { } file)
            return project.Solution.WithAdditionalDocumentText(
                file.Id, ContractText.Edit(await file.GetTextAsync(cancellation).ConfigureAwait(false), add, remove));

        // The rules speak as soon as one of the two files is there; the other one comes beside it.
        if (add.Length == 0 || Find(project, ContractFile.IsShipped) is not { } shipped) return project.Solution;
        var path = Path.Combine(Path.GetDirectoryName(shipped.FilePath) ?? "", ContractFile.UnshippedName);
        return project.Solution.AddAdditionalDocument(
            DocumentId.CreateNewId(project.Id),
            ContractFile.UnshippedName,
            ContractText.Edit(text: null, add, remove),
            shipped.Folders,
            path);
    }

    private static TextDocument? Find(Project project, Func<string, bool> isOne) =>
        project.AdditionalDocuments.FirstOrDefault(file => isOne(file.FilePath ?? file.Name));

    private static IEnumerable<string> Values(IEnumerable<Diagnostic> diagnostics, string property) =>
        diagnostics.Select(diagnostic => diagnostic.Properties.TryGetValue(property, out var value) ? value : null).OfType<string>();
}
