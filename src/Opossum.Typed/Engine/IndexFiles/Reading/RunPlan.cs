using System.Globalization;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.IndexFiles.Reading;

/// <summary>
/// How a run finds the events of an alternative, chosen by how many each term has. It may find too much, for the event has the last word;
/// so a list that would spare few reads is not opened, and a list of nearly everything neither.
/// </summary>
internal sealed class RunPlan
{
    /// <summary>To read so many events costs no more than to look into another list.</summary>
    private const int Few = 16;

    private readonly Run _run;
    // the rarest first; several terms are types of which an event has one
    private readonly List<(TermEntry[] Terms, long Count)> _lists;

    private RunPlan(Run run, List<(TermEntry[], long)> lists) => (_run, _lists) = (run, lists);

    private long Events => _run.Last - _run.First + 1;

    public static bool MayMatch(Run run, in Alternative alternative)
    {
        foreach (var term in alternative.All)
            if (!run.MayContain(term)) return false;
        if (alternative.AnyType.IsEmpty) return true;
        foreach (var type in alternative.AnyType)
            if (run.MayContain(type)) return true;
        return false;
    }

    /// <summary>The candidates of an alternative; null when the run has none.</summary>
    public static Candidates? Open(Run run, in Alternative alternative, long first, long last, ReadDirection direction)
    {
        var plan = For(run, alternative, out var few);
        return few is { } entry ? new PostingCursor(run, entry, first, last, direction) : plan?.Open(first, last, direction);
    }

    /// <returns>Null when the run has no such event.</returns>
    public static RunPlan? For(Run run, in Alternative alternative)
    {
        var plan = For(run, alternative, out var few);
        return few is { } entry ? new(run, [([entry], entry.Kind)]) : plan;
    }

    /// <param name="run">The run.</param>
    /// <param name="alternative">What is looked for.</param>
    /// <param name="few">
    /// A short list, for which no others are opened. A decision asks each run for little else, so for it there is no plan to allocate.
    /// </param>
    private static RunPlan? For(Run run, in Alternative alternative, out TermEntry? few)
    {
        few = null;
        if (!MayMatch(run, alternative)) return null;
        List<TermEntry>? found = null;
        foreach (var term in alternative.All)
        {
            if (!run.TryFind(term, out var entry)) return null;
            if (entry.Kind != TermEntry.LongList && entry.Kind <= Few)
            {
                few = entry;
                return null;
            }

            (found ??= new(alternative.All.Length)).Add(entry);
        }

        return Of(run, alternative, found ?? []);
    }

    private static RunPlan? Of(Run run, in Alternative alternative, List<TermEntry> entries)
    {
        var lists = new List<(TermEntry[] Terms, long Count)>(entries.Count + 1);
        foreach (var entry in entries) lists.Add(([entry], run.CountOf(entry)));
        lists.Sort(static (one, other) => one.Count.CompareTo(other.Count));
        if (alternative.AnyType.Length > 0 && lists[0].Count > Few)
        {
            var types = new List<TermEntry>(alternative.AnyType.Length);
            foreach (var type in alternative.AnyType)
                if (run.MayContain(type) && run.TryFind(type, out var entry)) types.Add(entry);
            if (types.Count == 0) return null;
            lists.Add(([.. types], types.Sum(type => run.CountOf(type))));
            lists.Sort(static (one, other) => one.Count.CompareTo(other.Count));
        }

        var plan = new RunPlan(run, lists);
        plan.DropWhatSparesLittle();
        return plan;
    }

    private Candidates Open(long first, long last, ReadDirection direction)
    {
        if (_lists.Count == 0) return new RangeCandidates(first, last, direction);
        var sources = new Candidates[_lists.Count];
        for (var i = 0; i < sources.Length; i++)
        {
            var cursors = new Candidates[_lists[i].Terms.Length];
            for (var k = 0; k < cursors.Length; k++) cursors[k] = new PostingCursor(_run, _lists[i].Terms[k], first, last, direction);
            sources[i] = AnyOf.Of(cursors, direction);
        }

        return sources.Length == 1 ? sources[0] : new AllOf(sources, direction);
    }

    /// <summary>For people.</summary>
    public override string ToString() => _lists.Count == 0
        ? "every event"
        : string.Join(" and ", _lists.Select(static list => string.Create(
            CultureInfo.InvariantCulture, $"{(list.Terms.Length == 1 ? "a list" : $"{list.Terms.Length} lists")} of {list.Count}")));

    private void DropWhatSparesLittle()
    {
        var most = Events / 2;
        if (_lists[0].Count <= Few) _lists.RemoveRange(1, _lists.Count - 1);
        else _lists.RemoveAll(list => list.Count > most);
    }
}
