using System.Collections.Immutable;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.IndexFiles.Reading;

/// <summary>
/// What a run knows of some alternatives. Where it turns out to be unreadable, every position that is left: the event decides, and the
/// answer is the same.
/// </summary>
internal sealed class RunCandidates(Run run, ImmutableArray<Alternative> alternatives, long first, long last, ReadDirection direction)
    : Candidates(direction)
{
    private Candidates? _candidates;
    private bool _isScan;

    /// <summary>
    /// Whether the run can have a match, as far as its filter tells: reads and allocates nothing once the filter is in memory.
    /// </summary>
    public static bool MayMatch(Run run, ImmutableArray<Alternative> alternatives)
    {
        if (run.IsUnreadable) return true;
        try
        {
            foreach (var alternative in alternatives)
                if (RunPlan.MayMatch(run, alternative)) return true;
            return false;
        }
        catch (RunUnreadableException)
        {
            run.NoteUnreadable();
            return true;
        }
    }

    public override bool MoveNext()
    {
        while (true)
        {
            try
            {
                _candidates ??= Open();
                if (!_candidates.MoveNext()) return false;
                Current = _candidates.Current;
                return true;
            }
            catch (RunUnreadableException) when (!_isScan)
            {
                run.NoteUnreadable();
                _isScan = true;
                _candidates?.Dispose();
                _candidates = IsBackward
                    ? new RangeCandidates(first, Math.Min(last, Current - 1), ReadDirection.Backward)
                    : new RangeCandidates(Math.Max(first, Current + 1), last, ReadDirection.Forward);
            }
        }
    }

    protected override void Release() => _candidates?.Dispose();

    private Candidates Open()
    {
        if (run.IsUnreadable) return new RangeCandidates(first, last, Direction);
        var (sources, count) = (new Candidates[alternatives.Length], 0);
        foreach (var alternative in alternatives)
            if (RunPlan.Open(run, alternative, first, last, Direction) is { } candidates) sources[count++] = candidates;
        return AnyOf.Of(count == sources.Length ? sources : sources[..count], Direction);
    }
}
