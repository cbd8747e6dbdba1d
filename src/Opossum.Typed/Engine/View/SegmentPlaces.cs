using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.View;

/// <summary>
/// Where the events of a segment are, as it was known at one moment. The segment exchanges the first kind for the second when it is sealed.
/// A reader takes one and keeps it, since bytes that were read under the first may lack what the second relies on.
/// </summary>
internal abstract class SegmentPlaces;

/// <summary>The places of a segment that is not sealed: its index in memory knows each event, and others may be appended to it.</summary>
internal sealed class TailPlaces(TailIndex index) : SegmentPlaces
{
    public TailIndex Index => index;
}

/// <summary>The places of a segment whose index is in a run: sparse offsets lead to each event.</summary>
/// <param name="run">The run.</param>
/// <param name="offsets">Null if they are to be loaded by the reader that needs them first.</param>
internal sealed class SealedPlaces(Run run, SparseOffsets? offsets = null) : SegmentPlaces
{
    private SparseOffsets? _offsets = offsets;

    /// <summary>The places in a segment that was sealed just now.</summary>
    public static SealedPlaces Create(Run run, long segment, TailIndex index) =>
        new(run, new(SparseOffsets.Of(index), run.Segments[run.IndexOf(segment)].EndOffset));

    /// <summary>The same places, after another run has taken over the index.</summary>
    public SealedPlaces MovedTo(Run other) => new(other, Volatile.Read(ref _offsets));

    /// <param name="segment">The segment of these places.</param>
    /// <exception cref="StoreDamagedException">Neither the run nor the segment's file can be read.</exception>
    public SparseOffsets OffsetsOf(Segment segment) => Volatile.Read(ref _offsets) ?? Load(segment);

    /// <summary>From the run, or, if that is unreadable, from the segment itself.</summary>
    private SparseOffsets Load(Segment segment)
    {
        var at = run.IndexOf(segment.Number);
        var known = run.Segments[at];
        SparseOffsets loaded;
        try
        {
            loaded = new(run.ReadOffsets(at), known.EndOffset);
        }
        catch (RunUnreadableException)
        {
            run.NoteUnreadable();
            loaded = new(SparseOffsets.Of(SegmentIndexer.Read(segment, segment.File, known, TermHasher.None)), known.EndOffset);
        }

        Volatile.Write(ref _offsets, loaded);
        return loaded;
    }
}
