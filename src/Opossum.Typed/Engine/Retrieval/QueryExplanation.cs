using System.Globalization;
using System.Text;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>
/// Says for people what a read looks at: part by part of the index, in the read's direction. It plans as the read does, and reads no event.
/// </summary>
internal static class QueryExplanation
{
    private const int MostShown = 8;

    public static string Of(LogView view, CompiledQuery query, ReadBounds bounds)
    {
        var text = new StringBuilder();
        if (query.IsAll)
        {
            Line(text, "the log", bounds.First, bounds.Last, "every event, in order");
            return text.ToString();
        }

        foreach (var range in view.PartsIn(bounds.First, bounds.Last, bounds.Direction))
        {
            var (where, what) = range.Part switch
            {
                TailPart part => ("index in memory", Explain(part.Index, query)),
                var part => (((RunPart)part).Run.Location, Explain(((RunPart)part).Run, query)),
            };
            Line(text, where, range.First, range.Last, what);
        }

        foreach (var unit in view.Added?.Units ?? [])
            if (unit.Index is { } index && unit.Header.First <= bounds.Last && unit.Header.Last >= bounds.First)
                Line(text, unit.Location, unit.Header.First, unit.Header.Last, Explain(index, query));

        return text.ToString();
    }

    private static void Line(StringBuilder text, string where, long first, long last, string what) =>
        text.Append(CultureInfo.InvariantCulture, $"{where}, positions {first} to {last}: {what}").Append('\n');

    private static string Explain(Run run, CompiledQuery query)
    {
        const string Scan = "every event, for the run is unreadable";
        if (run.IsUnreadable) return Scan;
        try
        {
            var plans = query.Alternatives.Select(alternative => RunPlan.For(run, alternative)).OfType<RunPlan>();
            return Listed([.. plans.Select(static plan => plan.ToString())]);
        }
        catch (RunUnreadableException)
        {
            run.NoteUnreadable();
            return Scan;
        }
    }

    private static string Explain(TailIndex tail, CompiledQuery query)
    {
        var chains = new List<string>();
        foreach (var alternative in query.Alternatives)
        {
            var rarest = alternative.All.Min(term => tail.TryFind(term, out _, out var count) ? count : 0);
            if (rarest > 0) chains.Add(string.Create(CultureInfo.InvariantCulture, $"a list of {rarest}"));
        }

        return Listed(chains);
    }

    /// <summary>A query can have fifty thousand alternatives, and this is for people.</summary>
    private static string Listed(List<string> ways)
    {
        if (ways.Count == 0) return "nothing";
        var shown = string.Join(", or ", ways.Take(MostShown));
        return ways.Count <= MostShown ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown}, or {ways.Count - MostShown} more");
    }
}
