using System.Text;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Json;

namespace Opossum.Typed.Tests.Generated;

/// <summary>What is wrong with a value of several types, with a dictionary, or with what a converter makes is said by name.</summary>
public class OtherErrorTests
{
    private static readonly Circle Circle = new("c", 1);

    private sealed record Square(string Name) : Figure(Name);

    private sealed record Star(string Name) : Polygon(Name, []);

    [Fact]
    public void A_type_that_is_not_listed_is_refused()
    {
        var error = Assert.Throws<EventFormatException>(() => Codec.Write(new Figures(new Square("s"), null, [], Circle)));
        Assert.Equal("figure", error.Field);
        Assert.Contains(
            "Square, which Opossum.Typed.Tests.Generated.Figure does not list. Add [JsonDerivedType(typeof(Square), \"…\")] to Figure",
            error.Message, StringComparison.Ordinal);
        Assert.Equal(
            "more[1]",
            Assert.Throws<EventFormatException>(() => Codec.Write(new Figures(Circle, null, [null, new Star("s")], Circle))).Field);
    }

    [Theory]
    [InlineData("""{"name":"c","radius":1}""", "figure.$type", "it is required, but missing")]
    [InlineData("""{"$type":"Circle","name":"c","radius":1}""", "figure.$type", "expected one of circle, polygon, dot")]
    [InlineData("""{"$type":1,"name":"c","radius":1}""", "figure.$type", "expected one of circle, polygon, dot")]
    [InlineData("""{"$type":"circle","name":"c","$type":"dot","radius":1}""", "figure.$type", "it is there twice")]
    [InlineData("""{"$type":"circle","name":"c"}""", "figure.radius", "it is required, but missing")]
    [InlineData("\"circle\"", "figure", "expected an object")]
    public void A_value_that_does_not_say_its_type_is_named(string figure, string field, string problem)
    {
        var error = Assert.Throws<EventFormatException>(() =>
            Codec.Read<Figures>($$$"""{"figure":{{{figure}}},"perhaps":null,"more":[],"circle":{"name":"c","radius":1}}"""));
        Assert.Equal(field, error.Field);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_says_the_type_may_stand_anywhere()
    {
        var read = Codec.Read<Figures>("""
            {
              "figure": {"radius":2,"name":"c","$type":"circle"}, "perhaps": {"sides":[],"$type":"polygon","name":"p"},
              "more": [], "circle": {"name":"c","radius":1}
            }
            """);
        Assert.Equal(new Circle("c", 2), read.Figure);
        Assert.Equal("n", Assert.IsType<Polygon>(read.Perhaps).Note);
    }

    [Fact]
    public void Tags_come_from_whichever_type_a_value_has()
    {
        var e = new Parties(new Person("Ada", "Lovelace"), new() { ["x"] = new Firm(new("acme")) }, new(new("f")), null);
        Assert.Equal(["last:Lovelace", "text:acme", "text:f"], Codec.Tags(e));
        Assert.Equal(["int:7"], Codec.Tags(new Figures(new Polygon("p", [new(7)]), null, [], Circle)));
    }

    [Theory]
    [InlineData("""{"b":{"1":1,"x":2}}""", "expected a whole number from 0 to 255 as a key, found another name")]
    [InlineData("""{"b":{"256":2}}""", "expected a whole number from 0 to 255 as a key")]
    [InlineData("""{"b":{" 2":2}}""", "expected a whole number from 0 to 255 as a key")]
    [InlineData("""{"w":{"all":2}}""", "expected one of None, All as a key")]
    public void A_key_that_is_none_of_its_type_is_refused(string json, string problem)
    {
        var error = Assert.Throws<EventFormatException>(() => Codec.Read<MapsByNumber>(json));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(json[2..3], error.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_key_that_comes_twice_the_last_value_counts_both_ways_of_reading()
    {
        var json = Encoding.UTF8.GetString(Codec.Write(Samples.All["maps by number"]))
            .Replace("\"255\":1", "\"255\":1,\"255\":9", StringComparison.Ordinal);
        Assert.Equal(9, Codec.Read<MapsByNumber>(json).B[255]);
        Assert.Equal(9, Codec.Read<MapsByNumber>(" " + json).B[255]);
    }

    [Fact]
    public void Equal_sets_in_the_order_of_hash_codes_have_equal_bytes()
    {
        var json = Encoding.UTF8.GetString(Codec.Write(Samples.All["sets"]));
        Assert.Contains("""
            "immutable":["\"v\"","w","x","y","z"]
            """, json, StringComparison.Ordinal);
        Assert.Contains("""
            "immutable":{"x":"3","y":null,"z":"1"}
            """, Encoding.UTF8.GetString(Codec.Write(Samples.All["maps"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_in_ordinal_order_where_it_is_sorted() =>
        Assert.Equal(["B", "a", "é"], Codec.Read<Sets>(Encoding.UTF8.GetString(Codec.Write(Samples.All["sets, empty"]))
            .Replace("\"sorted\":[]", "\"sorted\":[\"é\",\"a\",\"B\",\"a\"]", StringComparison.Ordinal)).Sorted);

    private sealed class Bad : IEventConverter<int>
    {
        public static bool TryWrite(int value, Span<byte> utf8, out int written)
        {
            if (value == 9) throw new InvalidOperationException("nine");
            var text = new[] { "1 2", "{\"a\":", "", "\"\\ud800\"", new('[', 40), "nul" }[value];
            written = Encoding.UTF8.GetByteCount(text);
            return Encoding.UTF8.TryGetBytes(text, utf8, out _);
        }

        public static int Read(ReadOnlySpan<byte> utf8) => throw new OverflowException("personal");
    }

    private sealed class Long : IEventConverter<int>
    {
        public static bool TryWrite(int value, Span<byte> utf8, out int written)
        {
            written = value + 2;
            if (utf8.Length < written) return false;
            utf8[..written].Fill((byte)'x');
            utf8[0] = utf8[written - 1] = (byte)'"';
            return true;
        }

        public static int Read(ReadOnlySpan<byte> utf8) => utf8.Length - 2;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(9)]
    public void What_a_converter_writes_is_one_json_value_or_refused(int value)
    {
        var error = Assert.Throws<EventFormatException>(() => Written<Bad>(value));
        Assert.Equal("value", error.Field);
        Assert.Contains(nameof(Bad), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_converter_gets_the_room_that_it_asks_for_up_to_the_limit_of_an_append()
    {
        Assert.Equal(5_000_012, Written<Long>(5_000_000).Length);
        Assert.Contains("8 MiB", Assert.Throws<EventFormatException>(() => Written<Long>(9_000_000)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "finds no room", Assert.Throws<EventFormatException>(() => Written<Long>(int.MaxValue - 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_converter_does_not_take_is_named_and_not_repeated()
    {
        var good = Encoding.UTF8.GetString(Codec.Write(Samples.All["converted"]));
        var error = Assert.Throws<EventFormatException>(() =>
            Codec.Read<Converted>(good.Replace("\"1m2d\"", "\"1x2\"", StringComparison.Ordinal)));
        Assert.Equal("duration", error.Field);
        Assert.IsType<FormatException>(error.InnerException);
        Assert.DoesNotContain("1x2", error.Message, StringComparison.Ordinal);
        Assert.Equal("past[1]", Assert.Throws<EventFormatException>(() =>
            Codec.Read<Converted>(good.Replace("[0,\"K\"]", "[0,\"C\"]", StringComparison.Ordinal))).Field);
        Assert.Equal("place", Assert.Throws<EventFormatException>(() =>
            Codec.Read<Converted>(good.Replace("\"latitude\":1.5", "\"latitude\":\"x\"", StringComparison.Ordinal))).Field);
        Assert.Equal("duration", Assert.Throws<EventFormatException>(() =>
            Codec.Read<Converted>(good.Replace("\"1m2d\"", "null", StringComparison.Ordinal))).Field);
    }

    [Fact]
    public void What_a_context_can_not_write_is_named()
    {
        var e = (Converted)Samples.All["converted"];
        var circle = new Place();
        circle.Near = circle;
        Assert.Equal("place", Assert.Throws<EventFormatException>(() => Codec.Write(e with { Place = circle })).Field);
        Assert.Equal("place", Assert.Throws<EventFormatException>(() => Codec.Write(e with { Place = null! })).Field);
        Assert.Equal("duration", Assert.Throws<EventFormatException>(() => Codec.Write(e with { Duration = null! })).Field);
    }

    private static byte[] Written<TConverter>(int value) where TConverter : IEventConverter<int>
    {
        using var output = new EncodingBuffer();
        var json = new JsonEventWriter(output, "converted");
        json.Raw("{\"value\":"u8);
        json.Convert<TConverter, int>(value);
        json.Raw("}"u8);
        json.Complete();
        return output.Written.ToArray();
    }
}
