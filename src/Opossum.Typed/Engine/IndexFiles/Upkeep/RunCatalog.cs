using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.IndexFiles.Upkeep;

/// <summary>
/// The runs that a store is opened with: the directory says which there are, the widest readable ones are taken, and the others are left
/// over.
/// </summary>
internal sealed class RunCatalog
{
    private readonly List<Run> _runs = [];
    private readonly List<string> _leftovers = [];

    public RunCatalog(IStorage storage, Guid storeId)
    {
        var ranges = new List<SegmentRange>();
        foreach (var file in storage.List(RunName.Directory))
        {
            if (RunName.TryParse(file, out var range)) ranges.Add(range);
            else if (RunName.IsOurs(file)) _leftovers.Add(file);
        }

        ranges.Sort();
        try
        {
            Choose(storage, storeId, ranges);
        }
        catch
        {
            foreach (var run in _runs) run.Dispose();
            throw;
        }
    }

    /// <summary>By segment; between them may be segments that no run knows.</summary>
    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>Files that are of no use: unfinished, hidden by a wider run, or unreadable.</summary>
    public IReadOnlyList<string> Leftovers => _leftovers;

    /// <summary>Does without a run: the log says something else.</summary>
    public void Drop(Run run)
    {
        _runs.Remove(run);
        _leftovers.Add(RunName.Of(run.Range));
        run.Dispose();
    }

    private void Choose(IStorage storage, Guid storeId, List<SegmentRange> ranges)
    {
        long next = 1;
        foreach (var range in ranges)
        {
            if (range.First >= next && TryOpen(storage, range, storeId)) next = range.Last + 1;
            else _leftovers.Add(RunName.Of(range));
        }
    }

    private bool TryOpen(IStorage storage, SegmentRange range, Guid storeId)
    {
        try
        {
            _runs.Add(Run.Open(storage, range, storeId, SegmentHeader.SeedOf(storeId)));
            return true;
        }
        catch (RunUnreadableException)
        {
            return false;
        }
    }
}
