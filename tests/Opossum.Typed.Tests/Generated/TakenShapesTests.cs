namespace Opossum.Typed.Tests.Generated;

/// <summary>What can be said of the shapes that developers write, beside that they survive.</summary>
public class TakenShapesTests
{
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
        IEvent e = new Scalars(0, 0, 0, zero, false, "", Guid.Empty, DateTimeOffset.MinValue);
        var written = Codec.Write(e);
        Assert.Contains($"\"m\":{text},", System.Text.Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        Assert.Equal(decimal.GetBits(zero), decimal.GetBits(((Scalars)Codec.Read(e.Descriptor, written)).M));
        var anyOrder = Codec.Read<Scalars>($$"""
            {"m":{{text}},"i":0,"l":0,"d":0,"b":false,"s":"","g":"{{Guid.Empty}}","t":"2026-01-01T00:00:00Z"}
            """);
        Assert.Equal(decimal.GetBits(zero), decimal.GetBits(anyOrder.M));
        Assert.Equal(decimal.GetBits(zero), decimal.GetBits(((Scalars)Oracle.Read(typeof(Scalars), written)).M));
    }

    private static byte[] Utf8(string json) => System.Text.Encoding.UTF8.GetBytes(json);
}
