using System.Text;

namespace Opossum.Typed.Tests.Json;

/// <summary>Whatever is wrong with a payload is named: the event, the field's path, the byte, and what was expected.</summary>
public class ReadErrorTests
{
    private const string Good =
        """{"id":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","name":"Ada","at":"2026-11-23T09:51:16+01:00","seats":1,"views":2,"ratio":"""
        + """3,"price":4,"paid":true,"home":{"street":"x","number":12},"lines":"""
        + """[{"sku":"a","price":1},{"sku":"b","price":2}],"note":"n"}""";

    [Fact]
    public void The_payload_of_these_tests_is_readable() => Assert.Equal("Ada", BookingCodec.Read(Encoding.UTF8.GetBytes(Good)).Name);

    [Fact]
    public void An_escaped_name_is_the_same_name_and_another_case_is_not()
    {
        Assert.Equal(
            "Ada", BookingCodec.Read(Encoding.UTF8.GetBytes(Good.Replace("\"name\"", "\"n\\u0061me\"", StringComparison.Ordinal))).Name);
        Assert.Equal("name", Refused(Good.Replace("\"name\"", "\"Name\"", StringComparison.Ordinal)).Field);
    }

    [Theory]
    [InlineData("\"6f96", "\"zf96", "id", "expected a guid such as 6f9619ff-8b86-d011-b42d-00cf4fc964ff, found other text")]
    [InlineData("\"Ada\"", "null", "name", "expected text, found null")]
    [InlineData("\"Ada\"", "[]", "name", "expected text, found an array")]
    [InlineData("\"Ada\"", "{}", "name", "expected text, found an object")]
    [InlineData("\"Ada\"", "\"\\ud800\"", "name", "the text is no valid UTF-8, or has half a surrogate pair")]
    [InlineData("\"2026", "\"0000", "at", "expected a time such as 2026-11-23T09:51:16.1234567+01:00, found other text")]
    [InlineData("\"seats\":1", "\"seats\":1.5", "seats", "expected a whole number of 32 bits, found another number")]
    [InlineData("\"seats\":1", "\"seats\":2147483648", "seats", "expected a whole number of 32 bits, found another number")]
    [InlineData("\"seats\":1", "\"seats\":\"1\"", "seats", "expected a whole number of 32 bits, found other text")]
    [InlineData("\"views\":2", "\"views\":9223372036854775808", "views", "expected a whole number of 64 bits, found another number")]
    [InlineData("\"ratio\":3", "\"ratio\":true", "ratio", "expected a number in the range of a double, found a boolean")]
    [InlineData("\"price\":4", "\"price\":1e29", "price", "expected a number in the range of a decimal, found another number")]
    [InlineData("\"paid\":true", "\"paid\":1", "paid", "expected true or false, found another number")]
    [InlineData("{\"street\"", "7,\"x\":{\"street\"", "home", "expected an object, found another number")]
    [InlineData("\"number\":12", "\"number\":null", "home.number", "expected a whole number of 32 bits, found null")]
    [InlineData("[{\"sku\"", "{},\"x\":[{\"sku\"", "lines", "expected an array, found an object")]
    [InlineData("{\"sku\":\"b\"", "null,{\"sku\":\"b\"", "lines[1]", "expected an object, found null")]
    [InlineData("\"price\":2}", "\"price\":[2]}", "lines[1].price", "expected a number in the range of a decimal, found an array")]
    [InlineData("\"sku\":\"b\"", "\"x\":[1,{\"y\":[]}],\"sku\":5", "lines[1].sku", "expected text, found another number")]
    public void A_wrong_value_is_named(string replaced, string by, string field, string problem)
    {
        var payload = Good.Replace(replaced, by, StringComparison.Ordinal);
        var e = Refused(payload);
        var value = payload.IndexOf(by, StringComparison.Ordinal)
            + (by[0] == '"' && by.Contains("\":", StringComparison.Ordinal) ? by.LastIndexOf(':') + 1 : 0);
        Assert.Equal(field, e.Field);
        Assert.Equal(value, e.ByteOffset);
        Assert.Equal($"Event 'seats-booked': field '{field}': {problem} (byte {value} of the payload).", e.Message);
    }

    [Theory]
    [InlineData("\"seats\":1,", "seats")]
    [InlineData("\"street\":\"x\",", "home.street")]
    [InlineData(",\"price\":2", "lines[1].price")]
    public void A_missing_field_is_named(string removed, string field)
    {
        var e = Refused(Good.Replace(removed, "", StringComparison.Ordinal));
        Assert.Equal(field, e.Field);
        Assert.Equal(
            $"Event 'seats-booked': field '{field}': it is required, but missing (byte {e.ByteOffset} of the payload).", e.Message);
    }

    [Fact]
    public void The_first_of_several_missing_fields_is_named_at_the_end_of_its_object()
    {
        var e = Refused(" {\"name\":\"Ada\"} ");
        Assert.Equal("id", e.Field);
        Assert.Equal(14, e.ByteOffset);
    }

    [Theory]
    [InlineData("", 0, null, "the payload ends too early")]
    [InlineData("null", 0, null, "expected an object, found null")]
    [InlineData("[]", 0, null, "expected an object, found an array")]
    [InlineData("{\"home\":{\"street\":\"x\",}}", 22, "home", "the payload is no valid JSON from here on")]
    [InlineData("{\"lines\":[{\"sku\":\"a\",\"price\":1},]}", 32, "lines[1]", "the payload is no valid JSON from here on")]
    [InlineData("{\"seats\":01}", 10, "seats", "the payload is no valid JSON from here on")]
    [InlineData("{\n\"seats\":1,\n /* */ }", 14, null, "the payload is no valid JSON from here on")]
    [InlineData("{\"x\":[1 2]}", 8, "[…][1]", "the payload is no valid JSON from here on")]
    [InlineData("{\"a\\n\\ude00\":1}", 1, null, "the text is no valid UTF-8, or has half a surrogate pair")]
    [InlineData("{\"\\ud83d\\n\":1}", 1, null, "the text is no valid UTF-8, or has half a surrogate pair")]
    [InlineData("{\"\\ud83d\\ud83d\":1}", 1, null, "the text is no valid UTF-8, or has half a surrogate pair")]
    [InlineData("{\"\\ud800\":1}", 1, null, "the text is no valid UTF-8, or has half a surrogate pair")]
    public void Bad_json_is_named_with_its_place(string payload, long offset, string? field, string problem)
    {
        var e = Refused(payload);
        Assert.Equal((offset, field), (e.ByteOffset, e.Field));
        Assert.StartsWith(
            $"Event 'seats-booked': {(field is null ? "" : $"field '{field}': ")}{problem} (byte {offset}", e.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData("\0")]
    public void Only_white_space_may_follow(string tail)
    {
        Assert.Equal("Ada", BookingCodec.Read(Encoding.UTF8.GetBytes(Good + " \r\n\t")).Name);
        Assert.Equal(Good.Length + 1, Refused(Good + " " + tail).ByteOffset);
    }

    [Fact]
    public void Nesting_of_64_levels_is_read_and_of_65_refused()
    {
        static string Nested(int levels) =>
            Good.Replace("\"id\"", $"\"x\":{new string('[', levels - 1)}{new string(']', levels - 1)},\"id\"", StringComparison.Ordinal);

        Assert.Equal("Ada", BookingCodec.Read(Encoding.UTF8.GetBytes(Nested(64))).Name);
        Assert.Equal("[…]" + string.Concat(Enumerable.Repeat("[0]", 63)), Refused(Nested(65)).Field);
    }

    [Fact]
    public void No_message_repeats_a_value()
    {
        var e = Refused(Good.Replace("\"seats\":1", "\"seats\":\"personal\"", StringComparison.Ordinal));
        Assert.DoesNotContain("personal", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_payload_cut_at_any_byte_is_refused_and_names_that_byte(bool ofThePlatform)
    {
        var payload = ofThePlatform ? Strict.Write(Booking.Sample) : BookingCodec.Write(Booking.Sample);
        for (var length = 0; length < payload.Length; length++)
        {
            // An array of exactly this length: a read past the end would not find the rest there.
            var cut = payload[..length];
            Assert.False(BookingCodec.TryReadPredicted(cut));
            var e = Assert.Throws<EventFormatException>(() => BookingCodec.Read(cut));
            Assert.InRange(e.ByteOffset, 0, length);
            Assert.Equal(BookingCodec.EventName, e.EventName);
        }
    }

    private static EventFormatException Refused(string payload)
    {
        var utf8 = Encoding.UTF8.GetBytes(payload);
        var e = Assert.Throws<EventFormatException>(() => BookingCodec.Read(utf8));
        Assert.Equal(BookingCodec.EventName, e.EventName);
        return e;
    }
}
