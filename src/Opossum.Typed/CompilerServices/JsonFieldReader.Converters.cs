using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonFieldReader
{
    /// <summary>The current value as its converter reads it.</summary>
    /// <exception cref="EventFormatException">It is null or no valid JSON, or the converter fails: its error is inside.</exception>
    public T Convert<TConverter, T>() where TConverter : IEventConverter<T>
    {
        if (IsNull) throw Expected("a value");
        var json = ReadValue(out var offset);
        try
        {
            if (TConverter.Read(json) is { } value) return value;
        }
        catch (Exception e) when (e is not EventFormatException)
        {
            throw Error($"{typeof(TConverter)} does not take the value: {e.GetType().Name}", offset, e);
        }

        throw Error($"{typeof(TConverter)} makes null of the value", offset);
    }

    /// <summary>The current value as System.Text.Json reads it.</summary>
    /// <param name="context">The context that knows its type.</param>
    /// <exception cref="EventFormatException">
    /// It is null or no valid JSON, or the context does not list the type or fails: its error is inside.
    /// </exception>
    public T Read<T>(JsonSerializerContext context)
    {
        if (IsNull) throw Expected("a value");
        var json = ReadValue(out var offset);
        if (context.GetTypeInfo(typeof(T)) is not JsonTypeInfo<T> type) throw Error(OpenJson.Unknown(typeof(T), context), offset);
        try
        {
            if (JsonSerializer.Deserialize(json, type) is { } value) return value;
        }
        catch (Exception e) when (e is not EventFormatException)
        {
            throw Error($"{context.GetType()} does not take the value: {e.GetType().Name}", offset, e);
        }

        throw Error($"{context.GetType()} makes null of the value", offset);
    }
}
