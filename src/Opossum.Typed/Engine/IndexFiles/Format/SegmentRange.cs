namespace Opossum.Typed.Engine.IndexFiles.Format;

/// <summary>
/// The segments that a part of the index covers, both ends included. It is all that is needed to choose among runs: a wider one hides those
/// that it covers.
/// </summary>
/// <param name="First">The number of the first segment.</param>
/// <param name="Last">The number of the last segment.</param>
internal readonly record struct SegmentRange(long First, long Last) : IComparable<SegmentRange>
{
    public long Count => Last - First + 1;

    public bool Covers(SegmentRange other) => First <= other.First && other.Last <= Last;

    /// <summary>By the first segment, the widest first.</summary>
    public int CompareTo(SegmentRange other) => First != other.First ? First.CompareTo(other.First) : other.Last.CompareTo(Last);
}
