using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.View;

/// <summary>
/// Where the events of a segment are, as it was known at one moment: by an index in memory while the segment was filled, by sparse
/// offsets once it was sealed. One of the two is there, and neither is exchanged:
/// a reader takes one and keeps it, since bytes that were read under the first may lack what the second counts on.
/// </summary>
/// <param name="Tail">Knows each event; others may be appended to it.</param>
/// <param name="Offsets">Lead to each event of a segment that is full.</param>
internal sealed record SegmentPlaces(TailIndex? Tail, SparseOffsets? Offsets);
