using Microsoft.CodeAnalysis;

namespace Opossum.Typed.CodeFixes;

/// <summary>A fix that the compiler would refuse is not offered.</summary>
internal static class CompileCheck
{
    /// <summary>The document with its new root, unless that adds an error to it.</summary>
    public static async Task<Document?> ChangedIfItCompilesAsync(this Document document, SyntaxNode root, CancellationToken cancellation)
    {
        var changed = document.WithSyntaxRoot(root);
        var before = await ErrorsAsync(document, cancellation).ConfigureAwait(false);
        return await ErrorsAsync(changed, cancellation).ConfigureAwait(false) <= before ? changed : null;
    }

    private static async Task<int> ErrorsAsync(Document document, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return model?.GetDiagnostics(cancellationToken: cancellation)
            .Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ?? 0;
    }
}
