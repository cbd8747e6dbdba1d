using System.Buffers;
using System.ComponentModel;
using System.Text.Unicode;

namespace Opossum.Typed.CompilerServices;

/// <summary>What no storage takes, so that a row can be stored in all of them or in none. For packages that add a storage.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ColumnRules
{
    /// <summary>Returns the number. Databases have no NaN: one would come back as null.</summary>
    /// <exception cref="ArgumentException">It is NaN.</exception>
    public static double Checked(double value) =>
        double.IsNaN(value) ? throw new ArgumentException("NaN can't be stored in a column.") : value;

    /// <summary>Writes text as UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="utf8">Room for three bytes a character.</param>
    /// <returns>How many bytes it takes.</returns>
    /// <exception cref="ArgumentException">The text has half a surrogate pair, which would come back as another character.</exception>
    public static int ToUtf8(string text, Span<byte> utf8) =>
        Utf8.FromUtf16(text, utf8, out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done
            ? written
            : throw new ArgumentException("Text with half a surrogate pair can't be stored in a column.");
}
