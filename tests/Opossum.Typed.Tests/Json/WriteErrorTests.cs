using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Json;

/// <summary>A value that JSON can't hold is refused before anything reaches the log, and its field is named.</summary>
public class WriteErrorTests
{
    private const string NoNumber = "the value is NaN or an infinity, and JSON has no such number";
    private const string LoneSurrogate = "the text has half a surrogate pair: it is no valid UTF-16";

    [Fact]
    public void A_lone_surrogate_is_refused_and_names_its_field()
    {
        // Not as inline data: the attribute would keep it as UTF-8, where it can't be.
        string[] texts =
            ["\ud800", "\udc00", new string('a', 50) + "\ud83d", "\ud83d\"", "\ude00\ud83d", "é\n\ud83dx", "abcd\udc00"];
        foreach (var text in texts)
        {
            Assert.Equal("name", Refused(Booking.Sample with { Name = text }, LoneSurrogate).Field);
            Assert.Equal("home.street", Refused(Booking.Sample with { Home = new(text, 1) }, LoneSurrogate).Field);
            Assert.Equal(
                "lines[2].sku", Refused(Booking.Sample with { Lines = [new("a", 1), new("b", 1), new(text, 1)] }, LoneSurrogate).Field);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_none_is_refused_and_names_its_field(double value) =>
        Assert.Equal("ratio", Refused(Booking.Sample with { Ratio = value }, NoNumber).Field);

    [Fact]
    public void A_null_that_should_not_be_is_refused_and_names_its_field() =>
        Assert.Equal("name", Refused(Booking.Sample with { Name = null! }, "is null, and its type is not nullable").Field);

    [Fact]
    public void A_character_a_float_and_bytes_are_refused_for_the_same_reasons()
    {
        Refused(Boxes.Char, '\ud800', LoneSurrogate);
        Refused(Boxes.Single, float.NegativeInfinity, NoNumber);
        Refused(Boxes.Bytes, null!, "is null, and its type is not nullable");
        Refused(Boxes.Bytes, new byte[7 * 1024 * 1024], "with it the payload is longer than 8 MiB, the limit of an append");
        Refused(Boxes.Bytes, new byte[9 * 1024 * 1024], "with it the payload is longer than 8 MiB, the limit of an append");
    }

    [Fact]
    public void An_enum_value_without_a_name_is_refused_and_names_its_field()
    {
        using var output = new EncodingBuffer();
        var json = new JsonEventWriter(output, "painted");
        json.Raw("{\"layers\":[[1],[\""u8);
        var e = json.Undefined("Color");
        Assert.Equal(
            "Event 'painted': field 'layers[1][0]': the value is not a named member of Color, and only named members can be stored.",
            e.Message);
    }

    [Fact]
    public void A_payload_past_the_limit_of_an_append_is_refused_and_names_its_field()
    {
        var e = Refused(
            Booking.Sample with { Note = new string('x', 9 * 1024 * 1024) },
            "with it the payload is longer than 8 MiB, the limit of an append");
        Assert.Equal("note", e.Field);
    }

    [Fact]
    public void What_was_written_before_the_error_is_not_committed()
    {
        using var output = new EncodingBuffer(16);
        BookingCodec.Write(Booking.Sample, output);
        var before = output.Written.ToArray();
        Assert.Throws<EventFormatException>(() => BookingCodec.Write(Booking.Sample with { Note = "\ud800" }, output));
        Assert.Equal(before, output.Written.ToArray());
        BookingCodec.Write(Booking.Sample, output);
        Assert.Equal([.. before, .. before], output.Written.ToArray());
    }

    private static void Refused<T>(BoxCodec<T> codec, T value, string problem) =>
        Assert.Equal($"Event 'boxed': field 'value': {problem}.", Assert.Throws<EventFormatException>(() => codec.Write(value)).Message);

    private static EventFormatException Refused(Booking booking, string problem)
    {
        var e = Assert.Throws<EventFormatException>(() => BookingCodec.Write(booking));
        Assert.Equal($"Event 'seats-booked': field '{e.Field}': {problem}.", e.Message);
        return e;
    }
}
