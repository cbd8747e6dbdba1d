namespace Opossum.Typed;

/// <summary>How far an index that is made anew has come.</summary>
/// <param name="Segments">Segment files that were read.</param>
/// <param name="Total">Segment files that have to be.</param>
public readonly record struct IndexProgress(int Segments, int Total);
