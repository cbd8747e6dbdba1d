using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventReader
{
    /// <summary>Reads a value by its converter. One that fails is left to the tolerant path, which names the error.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no valid JSON comes next, or the converter does not take it.</returns>
    public bool TryConvert<TConverter, T>([NotNullWhen(true)] out T? value) where TConverter : IEventConverter<T>
    {
        value = default;
        if (!OpenJson.TryMeasure(Rest, out var length)) return false;
        try
        {
            value = TConverter.Read(Rest[..length]);
        }
        catch (Exception e) when (e is not EventFormatException)
        {
            return false;
        }

        _position += length;
        return value is not null;
    }

    /// <summary>Reads a value by System.Text.Json. What fails is left to the tolerant path, which names the error.</summary>
    /// <param name="context">The context that knows its type.</param>
    /// <param name="value">The value read.</param>
    /// <returns>False when no valid JSON comes next, or the context does not take it.</returns>
    public bool TryRead<T>(JsonSerializerContext context, [NotNullWhen(true)] out T? value)
    {
        value = default;
        if (!OpenJson.TryMeasure(Rest, out var length) || context.GetTypeInfo(typeof(T)) is not JsonTypeInfo<T> type) return false;
        try
        {
            value = JsonSerializer.Deserialize(Rest[..length], type);
        }
        catch (Exception e) when (e is not EventFormatException)
        {
            return false;
        }

        _position += length;
        return value is not null;
    }
}
