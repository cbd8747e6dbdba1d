using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

// What others write is checked: one value that is no JSON would make the whole payload unreadable.
public ref partial struct JsonEventWriter
{
    private const int FirstRoom = 1024;

    /// <summary>Writes a value by its converter.</summary>
    /// <param name="value">The value; not null.</param>
    /// <exception cref="EventFormatException">
    /// The value is null, the converter fails or writes anything but one JSON value, or the payload is longer than any append can be.
    /// </exception>
    public void Convert<TConverter, T>(T value) where TConverter : IEventConverter<T>
    {
        if (value is null) throw IsNull();
        for (var room = FirstRoom; ; room *= 2)
        {
            if (room > 2 * MaxBytes) throw Error($"{typeof(TConverter)} finds no room for the value in {MaxBytes} bytes");
            var rented = ArrayPool<byte>.Shared.Rent(room);
            try
            {
                if (!TryConvert<TConverter, T>(value, rented, out var written)) continue;
                WriteValue(rented.AsSpan(0, written), typeof(TConverter).ToString());
                return;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Writes a value by System.Text.Json.</summary>
    /// <param name="value">The value; not null.</param>
    /// <param name="context">The context that knows its type.</param>
    /// <exception cref="EventFormatException">
    /// The value is null, the context does not list its type or fails, or the payload is longer than any append can be.
    /// </exception>
    public void Write<T>(T value, JsonSerializerContext context)
    {
        if (value is null) throw IsNull();
        if (context.GetTypeInfo(typeof(T)) is not JsonTypeInfo<T> type) throw Error(OpenJson.Unknown(typeof(T), context));
        var output = new ArrayBufferWriter<byte>();
        try
        {
            using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            JsonSerializer.Serialize(json, value, type);
        }
        catch (Exception e) when (e is not EventFormatException)
        {
            throw Error($"{context.GetType()} can't write the value: {e.GetType().Name}", e);
        }

        WriteValue(output.WrittenSpan, context.GetType().ToString());
    }

    /// <summary>Apart from the loop, so that no exception of a converter passes for one of ours.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool TryConvert<TConverter, T>(T value, byte[] room, out int written) where TConverter : IEventConverter<T>
    {
        try
        {
            return TConverter.TryWrite(value, room, out written);
        }
        catch (Exception e) when (e is not EventFormatException)
        {
            throw Error($"{typeof(TConverter)} can't write the value: {e.GetType().Name}", e);
        }
    }
}
