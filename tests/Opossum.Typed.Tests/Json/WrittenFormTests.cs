using System.Globalization;
using System.Text;

namespace Opossum.Typed.Tests.Json;

/// <summary>The bytes themselves: they outlive every version of this library.</summary>
public class WrittenFormTests
{
    [Fact]
    public void The_payload_is_plain_json() => Assert.Equal(
        """{"id":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","name":"Ada \"Byron\" Lovelace","at":"2026-11-23T09:51:16.1234560-05:30","seats":"""
        + """-42,"views":9007199254740993,"ratio":0.75,"price":19.90,"paid":true,"home":"""
        + """{"street":"Saint James’s Square","number":12},"lines":"""
        + """[{"sku":"tea","price":1.50},{"sku":"\tscones","price":0}],"note":"introducción"}""",
        Encoding.UTF8.GetString(BookingCodec.Write(Booking.Sample)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(42, "42")]
    [InlineData(0.1, "0.1")]
    [InlineData(-19.99, "-19.99")]
    [InlineData(999_999_999_999_999, "999999999999999")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(1e17, "1E+17")]
    [InlineData(1e-5, "1E-05")]
    [InlineData(double.MinValue, "-1.7976931348623157E+308")]
    [InlineData(-2.2250738585072014E-308, "-2.2250738585072014E-308")]
    public void A_double_takes_its_shortest_form(double value, string text) => Assert.Equal(text, Text(Boxes.Double, value));

    [Fact]
    public void Every_double_takes_its_shortest_form() =>
        Values.Double.ForAll(
            static value => Assert.Equal(value.ToString("R", CultureInfo.InvariantCulture), Text(Boxes.Double, value)),
            count: Effort.Of(50_000));

    [Fact]
    public void Every_decimal_takes_the_form_of_the_platform_and_zero_keeps_its_sign() =>
        Values.Decimal.ForAll(
            static value =>
            {
                var sign = value == 0 && decimal.IsNegative(value) ? "-" : "";
                Assert.Equal(sign + value.ToString(CultureInfo.InvariantCulture), Text(Boxes.Decimal, value));
            },
            count: Effort.Of(50_000));

    [Theory]
    [InlineData("1.50")]
    [InlineData("0.00")]
    [InlineData("-0.05")]
    [InlineData("100")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-7.9228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("18446744073709551615.0")]
    [InlineData("1844674407370955161.5")]
    public void A_decimal_keeps_its_scale(string text) =>
        Assert.Equal(text, Text(Boxes.Decimal, decimal.Parse(text, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\"\\/", """\"\\/""")]
    [InlineData("\b\f\n\r\t", """\b\f\n\r\t""")]
    [InlineData("\0\u0001\u001f\u007f", "\\u0000\\u0001\\u001f\u007f")]
    [InlineData("é漢😀\u2028", "é漢😀\u2028")]
    public void Only_what_must_be_is_escaped(string value, string text) => Assert.Equal(text, Text(Boxes.Text, value).Trim('"'));

    [Theory]
    [InlineData("0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("9999-12-31T23:59:59.9999999+00:00")]
    [InlineData("2024-02-29T01:02:03.0000001+14:00")]
    [InlineData("2026-11-23T23:59:59.1000000-00:30")]
    public void A_timestamp_takes_33_characters(string text) =>
        Assert.Equal($"\"{text}\"", Text(Boxes.Timestamp, DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture)));

    [Fact]
    public void Numbers_do_not_take_the_sign_of_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new("") { NumberFormat = new() { NegativeSign = "~", NumberDecimalSeparator = "," } };
        try
        {
            Assert.Equal(
                ["-7", "-7", "-7.5", "-7.50"],
                [Text(Boxes.Int32, -7), Text(Boxes.Int64, -7), Text(Boxes.Double, -7.5), Text(Boxes.Decimal, -7.50m)]);
            Assert.Equal((-7.5, -7.50m), (Boxes.Double.Read("{\"value\":-7.5}"u8), Boxes.Decimal.Read("{\"value\":-7.50}"u8)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Text_of_every_length_is_whole_whatever_room_the_buffer_had()
    {
        foreach (var filler in new[] { "x", "é", "\n", "\u0001", "😀" })
        {
            for (var length = 0; length < 200; length++)
            {
                var text = string.Concat(new string('a', length % 20), string.Concat(Enumerable.Repeat(filler, length)));
                Assert.Equal(text, Strict.Read<Box<string>>(Boxes.Text.Write(text, capacity: 1 + length)).Value);
            }
        }
    }

    private static string Text<T>(BoxCodec<T> codec, T value) => Encoding.UTF8.GetString(codec.Write(value))["{\"value\":".Length..^1];
}
