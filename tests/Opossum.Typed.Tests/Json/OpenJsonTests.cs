using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Opossum.Typed.Tests.Json;

/// <summary>
/// Open data, and numbers without a bound: what would make a payload that others can't read, or that takes for ever, is refused.
/// </summary>
public class OpenJsonTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData(" [ 1 , { \"a\" : \"b c\" , \"d\" : [ ] } , true , null ] ", "[1,{\"a\":\"b c\",\"d\":[]},true,null]")]
    [InlineData("{ /* no */ \"a\": [1, 2,], // more\n \"b\": {}, }", "{\"a\":[1,2],\"b\":{}}")]
    [InlineData("\"\\u00e9\\ud83d\\ude00\"", "\"\\u00e9\\ud83d\\ude00\"")]
    public void Open_data_is_stored_token_by_token_without_white_space_and_comments(string text, string stored) =>
        Assert.Equal($"{{\"value\":{stored}}}", Encoding.UTF8.GetString(Boxes.Element.Write(Parse(text))));

    [Fact]
    public void Open_data_is_read_by_prediction_up_to_16_levels_and_tolerantly_beyond()
    {
        Assert.True(Boxes.Element.TryReadPredicted(Boxes.Element.Write(Nested(16)), out _));
        Assert.False(Boxes.Element.TryReadPredicted(Boxes.Element.Write(Nested(17)), out _));
        Assert.Equal(Nested(32).GetRawText(), Boxes.Element.Read(Boxes.Element.Write(Nested(32))).GetRawText());
    }

    [Fact]
    public void Open_data_that_no_reader_could_take_is_refused()
    {
        Refused(Nested(33), "the JsonElement is no single JSON value of at most 32 levels");
        Refused(Parse("\"\\ud800\""), "the JsonElement holds text that is no valid UTF-8, or half a surrogate pair");
        Refused(default, "the JsonElement is 'default', which is no JSON; for nothing, declare it with a question mark and use null");
    }

    [Fact]
    public void Open_data_in_a_payload_is_at_most_64_levels_deep_with_what_is_around_it()
    {
        Assert.Equal(Nested(63).GetRawText(), Boxes.Element.Read(Payload(Nested(63))).GetRawText());
        Assert.Throws<EventFormatException>(() => Boxes.Element.Read(Payload(Nested(64))));
        Assert.Equal("value", Assert.Throws<EventFormatException>(() => Boxes.Element.Read("{\"value\":[\"\\udc00\"]}"u8)).Field);
    }

    [Fact]
    public void A_number_of_more_than_4096_characters_is_refused_both_ways()
    {
        var longest = BigInteger.Parse("-" + new string('9', 4095), CultureInfo.InvariantCulture);
        Assert.Equal(longest, Boxes.BigInteger.Read(Boxes.BigInteger.Write(longest)));
        Assert.Contains(
            "longer than 4096 characters", Assert.Throws<EventFormatException>(() => Boxes.BigInteger.Write(longest * 10)).Message,
            StringComparison.Ordinal);
        var huge = Assert.Throws<EventFormatException>(() => Boxes.BigInteger.Write(BigInteger.One << 30_000_000));
        Assert.Contains("longer than 4096 characters", huge.Message, StringComparison.Ordinal);
        Assert.Throws<EventFormatException>(() =>
            Boxes.BigInteger.Read(Encoding.UTF8.GetBytes($"{{\"value\":{new string('9', 4_000_000)}}}")));
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("65520")]
    public void A_number_that_is_too_large_is_refused_and_not_read_as_an_infinity(string number)
    {
        var payload = Encoding.UTF8.GetBytes($"{{\"value\":{number}}}");
        Assert.Throws<EventFormatException>(() => Boxes.Half.Read(payload));
        if (!number.Contains('e', StringComparison.Ordinal)) return;
        Assert.Contains(
            "a number in the range of a double", Assert.Throws<EventFormatException>(() => Boxes.Double.Read(payload)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "a number in the range of a float", Assert.Throws<EventFormatException>(() => Boxes.Single.Read(payload)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_that_is_no_number_is_refused() =>
        Assert.Contains(
            "the value is NaN or an infinity", Assert.Throws<EventFormatException>(() => Boxes.Half.Write(Half.NaN)).Message,
            StringComparison.Ordinal);

    private static JsonElement Nested(int levels) => Parse(new string('[', levels) + new string(']', levels));

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(
            text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return document.RootElement.Clone();
    }

    private static byte[] Payload(JsonElement value) => Encoding.UTF8.GetBytes($"{{\"value\":{value.GetRawText()}}}");

    private static void Refused(JsonElement value, string problem)
    {
        var error = Assert.Throws<EventFormatException>(() => Boxes.Element.Write(value));
        Assert.Equal("value", error.Field);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
