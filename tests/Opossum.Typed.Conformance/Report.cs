using Opossum.Typed.Conformance.Parsing;
using Opossum.Typed.Conformance.Running;

namespace Opossum.Typed.Conformance;

/// <summary>
/// Runs cases and says of each, in one line, how it went; the counts come last. What differs by decision counts as neither passed nor failed.
/// Single lines of other stores' choice are remarked upon apart.
/// </summary>
internal static class Report
{
    /// <returns>Whether no case failed.</returns>
    public static async Task<bool> RunAsync(IEnumerable<VectorCase> cases, TextWriter output, TextWriter remarks)
    {
        var (passed, failed) = (0, 0);
        foreach (var vectorCase in cases)
        {
            var verdict = await CaseRunner.RunAsync(vectorCase);
            if (verdict.Outcome == Outcome.Passed) passed++;
            if (verdict.Outcome == Outcome.Failed) failed++;
            await output.WriteLineAsync(LineOf(vectorCase, verdict));
            foreach (var note in verdict.Notes) await remarks.WriteLineAsync($"note: {vectorCase.Name}: another store's choice differs: {note}");
        }

        await output.WriteLineAsync($"{passed} passed, {failed} failed");
        return failed == 0;
    }

    private static string LineOf(VectorCase vectorCase, Verdict verdict)
    {
        var word = verdict.Outcome switch
        {
            Outcome.Passed => "pass",
            Outcome.Differs => "differs",
            _ => "fail",
        };
        return verdict.Detail.Length == 0 ? $"{word} {vectorCase.Name}" : $"{word} {vectorCase.Name}: {verdict.Detail.ReplaceLineEndings(" ")}";
    }
}
