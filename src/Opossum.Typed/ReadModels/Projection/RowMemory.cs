namespace Opossum.Typed;

/// <summary>
/// How much memory rows may take that later events may concern, all models together: one with many rows has what those with few ones leave.
/// Used by the projector alone.
/// </summary>
/// <param name="maxBytes">What the rows may take, about.</param>
/// <param name="models">How many models share it.</param>
internal sealed class RowMemory(long maxBytes, int models)
{
    private long _newer;        // rows that were used since the last trim, of all models
    private long _older;

    /// <summary>
    /// True if it is time to drop what was not used for long: rows take more than they may, and not because of those alone that are about
    /// to be dropped anyway. The quarter keeps a trim, before which all rows are stored, from following close upon another.
    /// </summary>
    public bool IsFull => _newer + _older > maxBytes && _newer > maxBytes / 4;

    /// <summary>What a model may take when all take the same.</summary>
    public long Share { get; } = Math.Max(maxBytes / Math.Max(models, 1), 1);

    /// <summary>Notes that rows take more, or less.</summary>
    public void Add(long newer, long older) => (_newer, _older) = (_newer + newer, _older + older);
}
