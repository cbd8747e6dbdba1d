using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Opossum.Typed.CompilerServices;

/// <summary>Columns of types that are not scalars: JSON, by the codecs that events have. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonColumn
{
    [ThreadStatic] private static EncodingBuffer? t_spare;

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="write">The codec's way to write it, a static method.</param>
    /// <param name="model">The name of the read model, for errors.</param>
    /// <param name="columns">Where to.</param>
    /// <exception cref="EventFormatException">It holds what can't be stored.</exception>
    public static void Write<TValue, TWriter>(TValue value, WriteJsonValue<TValue> write, string model, ref TWriter columns)
        where TWriter : IColumnWriter, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = t_spare ?? new();
        t_spare = null;
        try
        {
            var json = new JsonEventWriter(buffer, model);
            write(value, ref json);
            json.Complete();
            columns.WriteJson(buffer.Written);
        }
        finally
        {
            buffer.Clear();
            t_spare = buffer;
        }
    }

    /// <summary>Reads a value.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="tryRead">The codec's way to read what it wrote, a static method.</param>
    /// <param name="read">Its way to read any JSON, a static method.</param>
    /// <param name="model">The name of the read model, for errors.</param>
    /// <exception cref="EventFormatException">It is not JSON of such a value.</exception>
    public static TValue Read<TValue>(
        ReadOnlySpan<byte> utf8, TryReadJsonValue<TValue> tryRead, ReadJsonValue<TValue> read, string model)
    {
        ArgumentNullException.ThrowIfNull(tryRead);
        ArgumentNullException.ThrowIfNull(read);
        var json = new JsonEventReader(utf8, model);
        if (tryRead(ref json, out var value) && json.TryConsumeEnd(""u8)) return value;
        var any = new JsonEventReader(utf8, model).AnyOrder();
        value = read(ref any);
        any.End();
        return value;
    }
}

/// <summary>Writes a value as JSON. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void WriteJsonValue<in TValue>(TValue value, ref JsonEventWriter json);

/// <summary>Reads a value from JSON as <see cref="WriteJsonValue{TValue}"/> writes it. For generated code.</summary>
/// <returns>False if it looks otherwise.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool TryReadJsonValue<TValue>(ref JsonEventReader json, [MaybeNullWhen(false)] out TValue value);

/// <summary>Reads a value from any JSON. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate TValue ReadJsonValue<out TValue>(ref JsonFieldReader json);
