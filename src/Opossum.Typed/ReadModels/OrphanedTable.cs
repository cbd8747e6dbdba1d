using System.Globalization;

namespace Opossum.Typed;

/// <summary>
/// Rows that no read model uses which was opened: those of a model that was removed or has another name now, rows that were to be made and
/// never became complete, or rows that were replaced and kept. Another version of the program may use them.
/// </summary>
/// <param name="Name">The name of the table, or of the model if they are a snapshot.</param>
/// <param name="Position">Every event up to here is in them.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Bytes">About how many bytes their columns take.</param>
public sealed record OrphanedTable(string Name, long Position, long Rows, long Bytes)
{
    /// <summary>Such as <c>course_cards: 5 rows at 17</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Rows} rows at {Position}");
}
