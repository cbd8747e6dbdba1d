namespace Opossum.Typed.Json;

/// <summary>
/// How values of a type are stored that no codec is generated for, or that are to look different. <see cref="ConverterAttribute"/> names it
/// on a member or on the type. It keeps nothing: it is never made, and what it writes must be readable for as long as the events are.
/// </summary>
/// <typeparam name="T">The type of the values. A null is never asked for: it is stored as <c>null</c> where the member may be null, and
/// refused elsewhere.</typeparam>
/// <example>
/// <code>
/// public sealed class RgbConverter : IEventConverter&lt;Rgb&gt;
/// {
///     public static bool TryWrite(Rgb value, Span&lt;byte&gt; utf8, out int written) =&gt;
///         Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"[{value.Parts.Red},{value.Parts.Green},{value.Parts.Blue}]", out written);
///
///     public static Rgb Read(ReadOnlySpan&lt;byte&gt; utf8)
///     {
///         var parts = JsonSerializer.Deserialize(utf8, Sketches.Default.Int32Array)!;
///         return new(checked((byte)parts[0]), checked((byte)parts[1]), checked((byte)parts[2]));
///     }
/// }
/// </code>
/// </example>
public interface IEventConverter<T>
{
    /// <summary>Writes a value as exactly one JSON value of at most 32 levels; anything else fails the append.</summary>
    /// <param name="value">The value.</param>
    /// <param name="utf8">Where to write it.</param>
    /// <param name="written">How many bytes were written.</param>
    /// <returns>False where there is not enough room: it is asked again with more, up to the limit of an append.</returns>
    static abstract bool TryWrite(T value, Span<byte> utf8, out int written);

    /// <summary>Reads what a payload has: one valid JSON value, which need not be one that <see cref="TryWrite"/> wrote.</summary>
    /// <param name="utf8">The value, quotes and brackets included, as it stands in the payload: escapes and white space are not
    /// resolved.</param>
    /// <returns>The value; not null.</returns>
    /// <exception cref="Exception">Any: the error of reading names the event, the field and the byte, and has this one inside.</exception>
    static abstract T Read(ReadOnlySpan<byte> utf8);
}
