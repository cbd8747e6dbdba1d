using Microsoft.CodeAnalysis.Diagnostics;

namespace Opossum.Typed.Analyzers;

/// <summary>Whether a rule looks at files that are marked as generated.</summary>
internal static class GeneratedCode
{
    /// <summary>
    /// For rules that explain or guard declarations: the generator completes an event in an <c>*.g.cs</c> too, so an event there must not
    /// be left out, or change its contract, without a word. What our own generator writes declares nothing that they look for.
    /// </summary>
    public const GeneratedCodeAnalysisFlags IsChecked =
        GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;
}
