using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Opossum.Typed.Tests.Generated;

/// <summary>System.Text.Json, told of our conventions and as strict as it can be.</summary>
internal static class Oracle
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        IgnoreReadOnlyProperties = false,
        Converters =
        {
            new Exact<Color>(),
            new Exact<Width>(),
            new Exact<Container.IInner.Kind>(),
            new Wrapper<GuidTag, Guid>(static tag => tag.Value, static value => new(value)),
            new Wrapper<TextTag, string>(static tag => tag.Text, static value => new(value)),
            new Wrapper<IntTag, int>(static tag => tag.Value, static value => new(value)),
            new Wrapper<LongTag, long>(static tag => tag.Value, static value => new(value)),
            new Wrapper<Email, string>(static email => email.Text, static value => new(value)),
            new Wrapper<Day, DateOnly>(static day => day.Date, static value => new(value)),
            new Wrapper<Weight, decimal>(static weight => weight.Kilograms, static value => new(value)),
            new Wrapper<Digest, byte[]>(static digest => digest.Sha256, static value => new(value)),
            new Wrapper<Initial, char>(static initial => initial.Letter, static value => new(value)),
            new Wrapper<Size, ushort>(static size => size.Number, static value => new(value)),
        },
    };

    /// <summary>An infinity comes of a number that is too large; it can be read, and compared, but not written.</summary>
    private static readonly JsonSerializerOptions WithInfinities = new(Options) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static byte[] Write(IEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, e.GetType(), Options);

    public static IEvent Read(Type type, byte[] utf8) => (IEvent)JsonSerializer.Deserialize(utf8, type, Options)!;

    /// <summary>All that an event holds, since records compare their lists by reference.</summary>
    public static string Contents(IEvent e) => JsonSerializer.Serialize(e, e.GetType(), WithInfinities);

    public static JsonObject Parse(byte[] utf8) => JsonNode.Parse(utf8)!.AsObject();

    public static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private sealed class Wrapper<TTag, TValue>(Func<TTag, TValue> unwrap, Func<TValue, TTag> wrap) : JsonConverter<TTag>
    {
        public override TTag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            wrap(JsonSerializer.Deserialize<TValue>(ref reader, options) ?? throw new JsonException());

        public override void Write(Utf8JsonWriter writer, TTag value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, unwrap(value), options);
    }

    /// <summary>The platform's own converter takes any case, and several names with commas between them.</summary>
    private sealed class Exact<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } name && Enum.GetNames<TEnum>().Contains(name) ? Enum.Parse<TEnum>(name) : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
