using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.IndexFiles.Upkeep;

/// <summary>
/// Which runs become one: so many neighbours of the same width, where that many of such a group fit evenly into the log. Each posting is
/// thus written once a level, and there are few runs on each. The narrowest go first.
/// </summary>
internal sealed class MergePolicy(int runsPerMerge)
{
    /// <summary>Of a run: its places have 32 bits, and a segment can have a million events and more.</summary>
    private const long MostSegments = 4096;

    /// <returns>Null when nothing is to be merged.</returns>
    public Run[]? Next(IndexPart[] parts)
    {
        for (long width = 1; width * runsPerMerge <= MostSegments; width *= runsPerMerge)
        {
            for (var i = 0; i + runsPerMerge <= parts.Length; i++)
            {
                var group = parts.AsSpan(i, runsPerMerge);
                if ((group[0].Segments.First - 1) % (width * runsPerMerge) == 0 && AreMergeable(group, width))
                    return [.. group.ToArray().Cast<RunPart>().Select(static part => part.Run)];
            }
        }

        return null;
    }

    private static bool AreMergeable(ReadOnlySpan<IndexPart> group, long width)
    {
        foreach (var part in group)
            if (part is not RunPart { Run.IsUnreadable: false } || part.Segments.Count != width) return false;
        return true;
    }
}
