using System.Text.Json;
using System.Text.Json.Serialization;

namespace Opossum.Typed;

/// <summary>
/// Lets System.Text.Json read and write a tag type as its bare value, in requests, responses and DTOs: as payloads have it. It uses no
/// reflection, so it works in native programs and with a <see cref="JsonSerializerContext"/>. The generated half of a tag type has it. For
/// a <see cref="JsonSerializerContext"/> the type has to declare it itself, since no other generator sees what ours adds.
/// </summary>
/// <typeparam name="TTag">The tag type.</typeparam>
/// <example>
/// <code>
/// [Tag("course"), JsonConverter(typeof(TagJsonConverter&lt;CourseId&gt;))]
/// public readonly partial record struct CourseId(Guid Value) : IParsable&lt;CourseId&gt;;
/// </code>
/// </example>
public sealed class TagJsonConverter<TTag> : JsonConverter<TTag> where TTag : struct, ITag<TTag>, IParsable<TTag>
{
    /// <summary>Reads the bare value.</summary>
    /// <exception cref="JsonException">It is no such value, or the type refuses it: the inner exception says why.</exception>
    public override TTag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return TTag.ReadJson(ref reader);
        }
        catch (Exception e) when (e is not JsonException)
        {
            // The type refuses the value, by whatever exception. Without a message of ours the serializer says where that was.
            throw new JsonException(message: null, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TTag value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        TTag.WriteJson(value, writer);
    }

    /// <summary>Reads the value as the name of a property: a dictionary's key.</summary>
    /// <exception cref="JsonException">The name is no such value.</exception>
    public override TTag ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TTag.TryParse(reader.GetString(), null, out var value)
            ? value
            : throw new JsonException($"The name of a property is no {typeof(TTag).Name}.");

    /// <summary>Writes the value as the name of a property: a dictionary's key.</summary>
    /// <exception cref="JsonException">The value is longer than any tag can be, or no valid UTF-16.</exception>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TTag value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> utf8 = stackalloc byte[Tag.MaxBytes];
        if (!TTag.TryFormat(value, utf8, out var written))
            throw new JsonException(
                $"The value of a {typeof(TTag).Name} is longer than {Tag.MaxBytes} bytes of UTF-8, or no valid UTF-16.");
        writer.WritePropertyName(utf8[..written]);
    }
}
