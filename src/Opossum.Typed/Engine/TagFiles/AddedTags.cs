using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.IndexFiles.Reading;

namespace Opossum.Typed.Engine.TagFiles;

/// <summary>
/// The tags that were added to stored events, as a view has them: what one retagging published. Never changes: a later retagging has all of
/// it and takes its place.
/// </summary>
/// <param name="set">What was published.</param>
/// <param name="units">The units, by position, without a gap from the first event on.</param>
internal sealed class AddedTags(TagSet set, TagUnit[] units) : IDisposable
{
    public TagSet Set => set;

    public TagUnit[] Units => units;

    /// <summary>The same tags with another index of a unit.</summary>
    public AddedTags With(int unit, Run index)
    {
        var changed = (TagUnit[])units.Clone();
        changed[unit] = units[unit].With(index);
        return new(set, changed);
    }

    /// <summary>The unit that covers a position; null if the event was appended later.</summary>
    public TagUnit? UnitAt(long position)
    {
        if (position > set.Covered || units.Length == 0) return null;
        var (low, high) = (0, units.Length - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (units[middle].Header.First <= position) low = middle;
            else high = middle - 1;
        }

        return units[low];
    }

    /// <summary>
    /// The events with added tags that may match a query, among the positions of a range; null if there are none. An event whose stored
    /// tags match is found by the index of the log: together they leave out nothing.
    /// </summary>
    public Candidates? Open(CompiledQuery query, long first, long last, ReadDirection direction)
    {
        if (first > Math.Min(last, set.Covered)) return null;
        List<Candidates>? found = null;
        foreach (var unit in units)
        {
            if (unit.Index is not { } index || unit.Header.Last < first || unit.Header.First > last) continue;
            if (!RunCandidates.MayMatch(index, query.Alternatives)) continue;
            var (from, to) = (Math.Max(first, unit.Header.First), Math.Min(last, unit.Header.Last));
            (found ??= []).Add(new RunCandidates(index, query.Alternatives, from, to, direction));
        }

        return found is null ? null : AnyOf.Of([.. found], direction);
    }

    public void Dispose()
    {
        foreach (var unit in units) unit.Dispose();
    }
}
