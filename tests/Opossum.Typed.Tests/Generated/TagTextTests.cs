using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Opossum.Typed.Tests.Generated;

/// <summary>The visible half: other generators see the attribute and the interface, ours completes them.</summary>
[Tag("seat"), JsonConverter(typeof(TagJsonConverter<SeatId>))]
public readonly partial record struct SeatId(Guid Value) : IParsable<SeatId>;

[Tag("row"), JsonConverter(typeof(TagJsonConverter<RowId>))]
public readonly partial record struct RowId(ushort Value) : IParsable<RowId>;

[Tag("hall"), JsonConverter(typeof(TagJsonConverter<HallId>))]
public readonly partial record struct HallId(string Value) : IParsable<HallId>;

public sealed record Ticket(
    SeatId Seat, RowId Row, HallId Hall, HallId? Other, Dictionary<RowId, SeatId> Seats, Dictionary<HallId, int> Halls);

/// <summary>System.Text.Json's own generator, which does not see what ours adds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Ticket))]
internal sealed partial class TicketJson : JsonSerializerContext;

/// <summary>Tag types as text and as JSON, outside of events.</summary>
public class TagTextTests
{
    private static readonly SeatId Seat = new(new("6f9619ff-8b86-d011-b42d-00cf4fc964ff"));

    [Fact]
    public void Parse_reads_what_ToString_gives()
    {
        Assert.Equal(Seat, SeatId.Parse(Seat.ToString()));
        Assert.Equal(new RowId(65535), RowId.Parse(new RowId(65535).ToString()));
        Assert.Equal(new HallId("a:b"), HallId.Parse(new HallId("a:b").ToString()));
        Assert.Equal(new LongTag(long.MinValue), Parsed<LongTag>(new LongTag(long.MinValue).ToString()));
    }

    [Theory, InlineData("6f9619ff"), InlineData(""), InlineData("x")]
    public void What_is_no_guid_is_refused(string text)
    {
        Assert.False(SeatId.TryParse(text, null, out var seat));
        Assert.Equal(default, seat);
        Assert.Equal("Not a SeatId: expected a guid.", Assert.Throws<FormatException>(() => SeatId.Parse(text)).Message);
    }

    [Theory, InlineData("65536"), InlineData("-1"), InlineData(" 1"), InlineData("1.0"), InlineData("1,0"), InlineData("")]
    public void What_is_no_number_of_that_size_is_refused(string text) =>
        Assert.False(RowId.TryParse(text, CultureInfo.GetCultureInfo(""), out _));

    [Fact]
    public void An_empty_text_and_null_are_no_tags()
    {
        Assert.False(HallId.TryParse("", null, out _));
        Assert.False(HallId.TryParse(null, null, out _));
        Assert.Throws<ArgumentNullException>(() => HallId.Parse(null!));
    }

    [Fact]
    public void Json_has_the_bare_value_also_as_a_key()
    {
        var ticket = new Ticket(Seat, new(7), new("aula"), null, new() { [new(3)] = Seat }, new() { [new("\"ü")] = 1 });
        const string json =
            """{"seat":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","row":7,"hall":"aula","other":null,"seats":"""
            + """{"3":"6f9619ff-8b86-d011-b42d-00cf4fc964ff"},"halls":{"\u0022\u00FC":1}}""";
        Assert.Equal(json, JsonSerializer.Serialize(ticket, TicketJson.Default.Ticket));
        var read = JsonSerializer.Deserialize(json, TicketJson.Default.Ticket)!;
        Assert.Equal((ticket.Seat, ticket.Row, ticket.Hall, ticket.Other), (read.Seat, read.Row, read.Hall, read.Other));
        Assert.Equal(ticket.Seats, read.Seats);
        Assert.Equal(ticket.Halls, read.Halls);
    }

    [Theory]
    [InlineData("seat", "7")]
    [InlineData("seat", "null")]
    [InlineData("seat", "\"6f96\"")]
    [InlineData("row", "\"7\"")]
    [InlineData("row", "65536")]
    [InlineData("row", "7.5")]
    [InlineData("row", "null")]
    [InlineData("hall", "null")]
    [InlineData("hall", "1")]
    [InlineData("seats", """{"x":"6f9619ff-8b86-d011-b42d-00cf4fc964ff"}""")]
    [InlineData("halls", """{"":1}""")]
    public void Json_of_another_kind_is_refused_with_its_path(string field, string value)
    {
        var e = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize($$"""{"{{field}}":{{value}}}""", TicketJson.Default.Ticket));
        Assert.StartsWith("$." + field, e.Path, StringComparison.Ordinal);
    }

    private static T Parsed<T>(string text) where T : IParsable<T> => T.Parse(text, null);
}
