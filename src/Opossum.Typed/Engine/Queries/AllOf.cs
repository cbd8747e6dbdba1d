namespace Opossum.Typed.Engine.Queries;

/// <summary>
/// The positions that all of several sources have. The first leads, and is best the rarest: the others skip to where it is, and it to where
/// they are.
/// </summary>
internal sealed class AllOf(Candidates[] sources, ReadDirection direction) : Candidates(direction)
{
    public override bool MoveNext()
    {
        var lead = sources[0];
        if (!lead.MoveNext()) return false;
        for (var i = 1; i < sources.Length; i++)
        {
            if (!sources[i].SkipTo(lead.Current)) return false;
            if (sources[i].Current == lead.Current) continue;
            if (!lead.SkipTo(sources[i].Current)) return false;
            i = 0;          // a new place, which all have to agree on
        }

        Current = lead.Current;
        return true;
    }

    protected override void Release()
    {
        foreach (var source in sources) source.Dispose();
    }
}
