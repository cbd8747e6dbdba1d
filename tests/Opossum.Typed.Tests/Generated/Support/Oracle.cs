using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Opossum.Typed.Json;

namespace Opossum.Typed.Tests.Generated;

/// <summary>System.Text.Json, told of our conventions and as strict as it can be.</summary>
internal static class Oracle
{
    private static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = Wrappers();
        foreach (var converter in Json.StrictConverters.All) options.Converters.Add(converter);
        return options;
    }

    private static JsonSerializerOptions Wrappers() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowOutOfOrderMetadataProperties = true,
        IgnoreReadOnlyProperties = false,
        Converters =
        {
            new ReadOnlySet<int>(),
            new ReadOnlySet<Color>(),
            new Memory(),
            new Exact<Color>(),
            new Exact<Width>(),
            new Exact<Container.IInner.Kind>(),
            new Wrapper<GuidTag, Guid>(static tag => tag.Value, static value => new(value)),
            new Wrapper<TextTag, string>(static tag => tag.Text, static value => new(value)),
            new Wrapper<IntTag, int>(static tag => tag.Value, static value => new(value)),
            new Wrapper<LongTag, long>(static tag => tag.Value, static value => new(value)),
            new Wrapper<Email, string>(static email => email.Text, static value => new(value)),
            new Wrapper<Address, Uri>(static address => address.Uri, static value => new(value)),
            new Wrapper<Id<Line>, Guid>(static id => id.Value, static value => new(value)),
            new Wrapper<Id<Shape>, Guid>(static id => id.Value, static value => new(value)),
            new Wrapper<Id<Wide>, Guid>(static id => id.Value, static value => new(value)),
            new Wrapper<Boxed<decimal>, decimal>(static boxed => boxed.Value, static value => new(value)),
            new By<DurationConverter, Duration>(),
            new By<TemperatureConverter, Temperature>(),
            new Handed(),
            new Angles(),
            new Wrapper<Isbn, string>(static isbn => isbn.Value, Isbn.Parse),
            new Wrapper<Shelf, int>(static shelf => shelf.Number, Shelf.Of),
            new Wrapper<Day, DateOnly>(static day => day.Date, static value => new(value)),
            new Wrapper<Weight, decimal>(static weight => weight.Kilograms, static value => new(value)),
            new Wrapper<Digest, byte[]>(static digest => digest.Sha256, static value => new(value)),
            new Wrapper<Initial, char>(static initial => initial.Letter, static value => new(value)),
            new Wrapper<Size, ushort>(static size => size.Number, static value => new(value)),
        },
    };

    public static byte[] Write(IEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, e.GetType(), Options);

    public static IEvent Read(Type type, byte[] utf8)
    {
        try
        {
            return (IEvent)JsonSerializer.Deserialize(utf8, type, Options)!;
        }
        catch (NotSupportedException e)
        {
            throw new JsonException("The value does not say its type.", e);
        }
    }

    /// <summary>All that an event holds, since records compare their lists by reference.</summary>
    public static string Contents(IEvent e) => JsonSerializer.Serialize(e, e.GetType(), Options);

    public static JsonObject Parse(byte[] utf8) => JsonNode.Parse(utf8)!.AsObject();

    public static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private sealed class Wrapper<TTag, TValue>(Func<TTag, TValue> unwrap, Func<TValue, TTag> wrap) : JsonConverter<TTag>
    {
        public override TTag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            wrap(JsonSerializer.Deserialize<TValue>(ref reader, options) ?? throw new JsonException());

        public override void Write(Utf8JsonWriter writer, TTag value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, unwrap(value), options);

        public override TTag ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            wrap(Value(options).ReadAsPropertyName(ref reader, typeof(TValue), options));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TTag value, JsonSerializerOptions options) =>
            Value(options).WriteAsPropertyName(writer, unwrap(value)!, options);

        private static JsonConverter<TValue> Value(JsonSerializerOptions options) =>
            (JsonConverter<TValue>)options.GetConverter(typeof(TValue));
    }

    /// <summary>Our own converter, called by the platform.</summary>
    private sealed class By<TConverter, T> : JsonConverter<T> where TConverter : IEventConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var element = Checked(ref reader, options);
            try
            {
                return TConverter.Read(Encoding.UTF8.GetBytes(element.GetRawText()));
            }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or InvalidOperationException)
            {
                throw new JsonException("Not taken.", e);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var buffer = new byte[100];
            TConverter.TryWrite(value, buffer, out var written);
            writer.WriteRawValue(buffer.AsSpan(0, written));
        }
    }

    private sealed class Handed : JsonConverter<Place>
    {
        public override Place? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Checked(ref reader, options).Deserialize(Places.Default.Place);

        public override void Write(Utf8JsonWriter writer, Place value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, Places.Default.Place);
    }

    private sealed class Angles : JsonConverter<Angle>
    {
        public override Angle Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Checked(ref reader, options).Deserialize(Places.Default.Angle);

        public override void Write(Utf8JsonWriter writer, Angle value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, Places.Default.Angle);
    }

    /// <summary>We look at the text of what others are to read, too.</summary>
    private static JsonElement Checked(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<JsonElement>(ref reader, options);

    /// <summary>The platform writes these sets, and can't read them.</summary>
    private sealed class ReadOnlySet<T> : JsonConverter<IReadOnlySet<T>>
    {
        public override IReadOnlySet<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<HashSet<T>>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, IReadOnlySet<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.AsEnumerable(), options);
    }

    /// <summary>The platform takes null for no bytes.</summary>
    private sealed class Memory : JsonConverter<ReadOnlyMemory<byte>>
    {
        public override bool HandleNull => true;

        public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<byte[]>(ref reader, options) ?? throw new JsonException();

        public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value.Span);
    }

    /// <summary>The platform's own converter takes any case, and several names with commas between them.</summary>
    private sealed class Exact<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? OfNumber(ref reader)
                : reader.GetString() is { } name && Enum.GetNames<TEnum>().Contains(name) ? Enum.Parse<TEnum>(name)
                : throw new JsonException();

        private static TEnum OfNumber(ref Utf8JsonReader reader)
        {
            object? number = Enum.GetUnderlyingType(typeof(TEnum)) == typeof(ulong)
                ? reader.TryGetUInt64(out var wide) ? wide : null
                : reader.TryGetInt32(out var narrow) ? narrow : null;
            return number is not null && Enum.IsDefined(typeof(TEnum), number) ? (TEnum)number : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override TEnum ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}
