using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Opossum.Typed.Tests.Json;

/// <summary>Where the platform's serializer has no word of its own, or is laxer than we are.</summary>
internal static class StrictConverters
{
    public static IEnumerable<JsonConverter> All { get; } =
        [
            new Finite<Half>(Half.IsFinite), new Finite<float>(float.IsFinite), new Finite<double>(double.IsFinite), new Big(),
            new Decodable()
        ];

    /// <summary>The platform makes an infinity of a number that is too large.</summary>
    private sealed class Finite<T>(Predicate<T> isFinite) : JsonConverter<T>
    {
        private readonly JsonConverter<T> _platform = (JsonConverter<T>)JsonSerializerOptions.Default.GetConverter(typeof(T));

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            _platform.Read(ref reader, typeToConvert, options) is { } value && isFinite(value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            _platform.Write(writer, value, options);
    }

    /// <summary>The platform has none.</summary>
    private sealed class Big : JsonConverter<BigInteger>
    {
        public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Length <= 4096
            && BigInteger.TryParse(
                Encoding.ASCII.GetString(reader.ValueSpan), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The platform does not look at text that nobody asked for; we do, or it would be stored for good.</summary>
    private sealed class Decodable : JsonConverter<JsonElement>
    {
        public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var element = JsonElement.ParseValue(ref reader);
            if (!Utf8.IsValid(JsonMarshal.GetRawUtf8Value(element))) throw new JsonException();
            try
            {
                JsonSerializer.SerializeToUtf8Bytes(element);
                return element;
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException)
            {
                throw new JsonException("Half a pair.", e);
            }
        }

        public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
