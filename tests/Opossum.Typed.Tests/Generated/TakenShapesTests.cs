using System.Text;
using System.Text.Json;

namespace Opossum.Typed.Tests.Generated;

/// <summary>What can be said of the shapes that developers write, beside that they survive.</summary>
public class TakenShapesTests
{
    private static readonly JsonSerializerOptions WithFields = new(JsonSerializerOptions.Web) { IncludeFields = true };

    [Theory]
    [InlineData("""{"book":"1","perhaps":null,"copy":{"number":-1,"note":null},"other":null,"pages":{"from":0,"to":0},"shelf":1}""")]
    [InlineData("""{"copy":{"note":null,"number":-1},"book":"1","perhaps":null,"other":null,"pages":{"from":0,"to":0},"shelf":1}""")]
    public async Task A_payload_that_a_factory_does_not_take_is_named_with_its_position(string payload)
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.Log.AppendAsync([new EventData("made", Utf8(payload)) { Encoding = PayloadEncoding.Json }]);
        var error = await Assert.ThrowsAsync<EventFormatException>(async () =>
        {
            await foreach (var _ in store.ReadAsync(Query.All)) { }
        });
        Assert.Equal(("made", 1L), (error.EventName, error.Position));
        Assert.Contains("Made does not take what it holds: ArgumentOutOfRangeException", error.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
    }

    [Fact]
    public void A_tag_type_with_a_factory_is_a_tag_and_is_parsed_by_it()
    {
        var e = (Made)Samples.All["made"];
        Assert.Equal(["isbn:é", "shelf:7"], Codec.Tags(e));
        Assert.Equal(Shelf.Of(7), Shelf.Parse("7"));
    }

    [Theory]
    [InlineData("-0", 0)]
    [InlineData("-0.0", 1)]
    [InlineData("-0.0000000000000000000", 19)]
    [InlineData("-0.0000000000000000000000000000", 28)]
    [InlineData("0.00", 2)]
    public void A_decimal_zero_keeps_sign_and_scale(string text, byte scale)
    {
        var zero = new decimal(0, 0, 0, text[0] == '-', scale);
        var e = new Scalars(0, 0, 0, zero, false, "", Guid.Empty, DateTimeOffset.MinValue);
        var written = Codec.Write(e);
        Assert.Contains($"\"m\":{text},", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        Assert.Equal(decimal.GetBits(zero), decimal.GetBits(((Scalars)Codec.Read(EventDescriptor.Of<Scalars>(), written)).M));
        var anyOrder = Codec.Read<Scalars>($$"""
            {"m":{{text}},"i":0,"l":0,"d":0,"b":false,"s":"","g":"{{Guid.Empty}}","t":"2026-01-01T00:00:00Z"}
            """);
        Assert.Equal(decimal.GetBits(zero), decimal.GetBits(anyOrder.M));
        Assert.Equal(decimal.GetBits(zero), decimal.GetBits(((Scalars)Oracle.Read(typeof(Scalars), written)).M));
    }

    /// <summary>The predecessor stored enums as numbers.</summary>
    [Fact]
    public void An_enum_is_read_by_the_number_of_a_name_too()
    {
        const string payload = """{"color":5,"perhaps":-1,"width":18446744073709551615,"colors":[0,"Blue"],"nullable":[null,5]}""";
        IEvent expected = new Enums(Color.Green, Color.Blue, Width.All, [Color.Red, Color.Blue], [null, Color.Green]);
        Assert.Equal(Oracle.Contents(expected), Oracle.Contents(Codec.Read<Enums>(payload)));
        Assert.Equal(Oracle.Contents(expected), Oracle.Contents(Oracle.Read(typeof(Enums), Utf8(payload))));
    }

    [Theory]
    [InlineData("1"), InlineData("5.0"), InlineData("5e0"), InlineData("\"5\""), InlineData("4294967301"), InlineData("true")]
    public void An_enum_is_not_read_by_anything_else(string value)
    {
        var error = Assert.Throws<EventFormatException>(() => Codec.Read<Enums>(
            $$"""{"color":{{value}},"perhaps":null,"width":"None","colors":[],"nullable":[]}"""));
        Assert.Equal("color", error.Field);
        Assert.Contains("expected one of Red, Green, Blue", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", Color.Green), InlineData("-1", Color.Blue), InlineData("\\u0030", Color.Red), InlineData("Blue", Color.Blue)]
    public void A_key_is_read_by_the_number_of_a_name_too(string key, Color color) =>
        Assert.Equal("x", Codec.Read<ByColor>($$$"""{"names":{"{{{key}}}":"x"}}""").Names[color]);

    [Theory]
    [InlineData("1"), InlineData(""), InlineData("5.0"), InlineData("4294967301"), InlineData("green")]
    public void A_key_is_not_read_by_anything_else(string key) => Assert.Contains(
        "expected one of Red, Green, Blue as a key",
        Assert.Throws<EventFormatException>(() => Codec.Read<ByColor>($$$"""{"names":{"{{{key}}}":"x"}}""")).Message,
        StringComparison.Ordinal);

    /// <summary>Null converts to such a struct by way of text, and would be one.</summary>
    [Fact]
    public void Null_is_null_though_text_converts_to_the_type() =>
        Assert.Null(Codec.Read<Converts>("""{ "perhaps": null }""").Perhaps);

    [Theory]
    [InlineData("""
        {"place":{"x":1,"y":"é"},"pair":{"item1":2,"item2":"b"},"ids":[{"id":7,"kind":"Blue"}],"others":[{"other":8,"kind":"Red"}],
         "none":null}
        """)]
    [InlineData("""
        {"others":[{"unknown":1,"kind":"Red","other":8}],"none":null,
         "ids":[{"kind":-1,"id":7}],"pair":{"item2":"b","item1":2},"place":{"y":"é","x":1}}
        """)]
    public void A_tuple_is_an_object_whose_fields_are_called_as_its_elements(string payload)
    {
        var expected = new Tuples((1, "é"), (2, "b"), [(new(7), Color.Blue)], [(new(8), Color.Red)], null);
        var read = Codec.Read<Tuples>(payload);
        Assert.Equal((expected.Place, expected.Pair, expected.None), (read.Place, read.Pair, read.None));
        Assert.Equal(expected.Ids, read.Ids);
        Assert.Equal(expected.Others, read.Others);
        Assert.Equal(["int:7", "int:8"], Codec.Tags(read));
        Assert.True(Codec.IsPredicted(EventDescriptor.Of<Tuples>(), Codec.Write(read)));
        Assert.Contains("""{"place":{"x":1,"y":"é"},"pair":{"item1":2,"item2":"b"},""", Text(Codec.Write(read)), StringComparison.Ordinal);
    }

    /// <summary>System.Text.Json does not see the names of elements, and calls all of them Item1 and so on.</summary>
    [Fact]
    public void A_tuple_without_names_is_stored_as_System_Text_Json_stores_its_fields()
    {
        var e = new Tuples((0, ""), (2, "b"), [], [], null);
        var pair = JsonSerializer.Serialize((2, "b"), WithFields);
        Assert.Contains($"\"pair\":{pair}", Text(Codec.Write(e)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_element_that_is_missing_is_named() => Assert.Equal(
        "place.y",
        Assert.Throws<EventFormatException>(() => Codec.Read<Tuples>("""{"place":{"x":1}}""")).Field);

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);

    private static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);
}
