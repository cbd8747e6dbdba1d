using System.Globalization;
using System.Text.Json;

namespace Opossum.Typed.Tests.Json;

/// <summary>
/// The oracle: System.Text.Json as strict as it can be, and values compared to the last bit (1.50 is not 1.5, 0 is not -0).
/// </summary>
internal static class Strict
{
    private static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
        };
        foreach (var converter in StrictConverters.All) options.Converters.Add(converter);
        return options;
    }

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Read<T>(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<T>(utf8, Options)!;

    public static string Bits(object? value) => value switch
    {
        null => "null",
        sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or System.Numerics.BigInteger or Version
            or bool or Guid or string => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        char character => ((int)character).ToString(CultureInfo.InvariantCulture),
        Half number => BitConverter.HalfToInt16Bits(number).ToString("x", CultureInfo.InvariantCulture),
        Uri address => address.OriginalString,
        JsonElement element => JsonSerializer.Serialize(element),
        float number => BitConverter.SingleToInt32Bits(number).ToString("x", CultureInfo.InvariantCulture),
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture),
        decimal number => string.Join('.', decimal.GetBits(number)),
        DateTimeOffset time => $"{time.Ticks}+{time.TotalOffsetMinutes}",
        DateTime time => $"{time.Ticks} {time.Kind}",
        DateOnly date => $"{date.DayNumber}",
        TimeOnly time => $"{time.Ticks}",
        TimeSpan duration => $"{duration.Ticks}",
        byte[] bytes => Convert.ToHexString(bytes),
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        Line line => $"{line.Sku}|{Bits(line.Price)}",
        Address home => $"{home.Street}|{home.Number}",
        Booking e =>
            string.Join('\n', new object?[] { e.Id, e.Name, e.At, e.Seats, e.Views, e.Ratio, e.Price, e.Paid, e.Home, e.Note }.Select(Bits)
                .Concat(e.Lines.Select(static line => Bits(line)))),
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
