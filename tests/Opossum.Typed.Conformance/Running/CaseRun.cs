using Opossum.Typed.Conformance.Parsing;

namespace Opossum.Typed.Conformance.Running;

/// <summary>
/// One run of a case: its steps until one fails, and after the store was opened again, once more what it asked since its last append.
/// </summary>
internal sealed class CaseRun(VectorCase vectorCase)
{
    private readonly List<VectorEvent> _appended = [];

    public Verdict Verdict { get; private set; } = Verdict.Passed;

    /// <summary>Of the step that runs, or ran last.</summary>
    public int Line { get; private set; } = vectorCase.Line;

    public async Task RunAsync(EmbeddedEventLog log)
    {
        foreach (var step in vectorCase.Steps)
            if (!await CanGoOnAfterAsync(step, log)) return;
    }

    public async Task RunReopenedAsync(EmbeddedEventLog log)
    {
        Judge("after reopening", Profile.Core, await ReadRunner.ReadAllAsync(log, _appended));
        if (Verdict.Outcome != CaseOutcome.Passed) return;
        foreach (var step in vectorCase.Steps.Reverse().TakeWhile(static step => step is not AppendStep).Reverse())
            if (!await CanGoOnAfterAsync(step, log)) return;
    }

    private async Task<bool> CanGoOnAfterAsync(Step step, EmbeddedEventLog log)
    {
        Line = step.Line;
        switch (step)
        {
            case HeadStep head:
                return Judge("head", step.Profile, log.Head == head.Expected ? null : new(Name(head.Expected), Name(log.Head)));
            case ReadStep read:
                return Judge($"read {QueryText.Of(read.Read.Query)}", step.Profile, await ReadRunner.RunAsync(log, read, _appended));
            case AppendStep append:
                return Judge("append", step.Profile, await AppendRunner.RunAsync(log, append, _appended));
            default:
                throw new InvalidOperationException($"There is no runner for a {step.GetType().Name}.");
        }
    }

    /// <returns>
    /// Whether the case goes on: it does after another store's choice within a case of everybody's, and after a read that we have decided
    /// to refuse.
    /// </returns>
    private bool Judge(string step, Profile profile, Mismatch? mismatch)
    {
        if (mismatch is null) return true;
        var isDecision = mismatch.IsByDecision || (!mismatch.IsBroken && profile switch
        {
            Profile.Core => false,
            Profile.Ext => mismatch.IsUnsupported,
            _ => true,
        });
        if (mismatch.IsByDecision ? mismatch.ChangesNothing : isDecision && profile != vectorCase.Profile)
        {
            var whose = mismatch.IsByDecision ? "we decided otherwise" : "another store's choice differs";
            Verdict = Verdict with { Notes = Verdict.Notes.Add($"{whose}: line {Line} {step}, {mismatch}") };
            return true;
        }

        Verdict = Verdict with
        {
            Outcome = isDecision ? CaseOutcome.Differs : CaseOutcome.Failed,
            Detail = $"line {Line} {step}, {mismatch}",
        };
        return false;
    }

    private static string Name(long head) => head == 0 ? "an empty store" : head.ToString();
}
