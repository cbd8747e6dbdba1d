namespace Opossum.Typed.Tests.Generated;

/// <summary>What is wrong with a payload is said by name. The rest is told by the comparison with System.Text.Json.</summary>
public class ErrorTests
{
    [Fact]
    public void An_unknown_name_of_an_enum_lists_the_known_ones()
    {
        var error = Assert.Throws<EventFormatException>(() => Codec.Read<Enums>("""{"color":"red"}"""));
        Assert.Equal("color", error.Field);
        Assert.Contains("expected one of Red, Green, Blue", error.Message);
    }

    [Fact]
    public void A_number_is_no_enum() => Assert.Throws<EventFormatException>(() => Codec.Read<Enums>("""{"color":0}"""));

    [Fact]
    public void Every_name_of_a_value_is_read() => Assert.Equal(
        Stage.Closed, Codec.Read<Moved>($$"""{{{Ids}},"order":null,"other":1,"stage":"Shut","symbol":"s","spots":[]}""").Stage);

    [Fact]
    public void Names_are_case_sensitive() =>
        Assert.Equal("i", Assert.Throws<EventFormatException>(() => Codec.Read<Scalars>("""{"I":1}""")).Field);

    [Fact]
    public void A_missing_field_inside_a_record_is_named_by_its_path()
    {
        var error = Assert.Throws<EventFormatException>(() =>
            Codec.Read<Lists>("""{"lines":[{"product":"p","quantity":1,"price":{"amount":1},"note":null}]}"""));
        Assert.Equal("lines[0].price.currency", error.Field);
    }

    [Fact]
    public void A_null_item_is_an_error_unless_it_may_be_one()
    {
        Assert.Equal("list[1]", Assert.Throws<EventFormatException>(() => Codec.Read<Lists>("""{"list":["a",null]}""")).Field);
        Assert.Equal(
            "array", Assert.Throws<EventFormatException>(() => Codec.Read<ListsOfNullable>("""{"list":["a",null],"array":null}""")).Field);
    }

    [Fact]
    public void A_field_of_the_second_word_is_missed_too()
    {
        var json = System.Text.Encoding.UTF8.GetString(Codec.Write(Samples.All["wide"]));
        Assert.Equal(
            "a64",
            Assert.Throws<EventFormatException>(() => Codec.Read<Wide>(json.Replace("\"a64\":64,", "", StringComparison.Ordinal))).Field);
        Assert.Equal(
            "a63",
            Assert.Throws<EventFormatException>(() => Codec.Read<Wide>(json.Replace("\"a63\":63,", "", StringComparison.Ordinal))).Field);
        Assert.Equal(1, Codec.Read<Wide>(json.Replace(",\"a66\":66", "", StringComparison.Ordinal)).A66);
    }

    [Fact]
    public void What_follows_the_payload_is_an_error() => Assert.Throws<EventFormatException>(() => Codec.Read<Nothing>("{} {}"));

    [Fact]
    public void A_payload_is_an_object() => Assert.Throws<EventFormatException>(() => Codec.Read<Nothing>("[]"));

    private sealed record Discounted(decimal Amount, string Currency, decimal Before) : Money(Amount, Currency);

    [Fact]
    public void A_record_that_derives_from_the_declared_one_is_refused_before_its_own_fields_are_lost()
    {
        var e = new Nested(new(new("p"), 1, new(1, "EUR"), null), null, new(1, 2), null, new Discounted(1, "EUR", 2));
        var error = Assert.Throws<EventFormatException>(() => Codec.Write(e));
        Assert.Equal("money", error.Field);
        Assert.Contains(
            "Discounted, which derives from the declared Opossum.Typed.Tests.Generated.Money", error.Message, StringComparison.Ordinal);
    }

    private sealed record Something(int Lost) : Nothing;

    [Fact]
    public void A_record_that_derives_from_an_event_is_refused_before_its_own_fields_are_lost()
    {
        var error = Assert.Throws<EventFormatException>(() => Codec.Write(new Something(1)));
        Assert.Contains("Something, which derives from Opossum.Typed.Tests.Generated.Nothing", error.Message, StringComparison.Ordinal);
    }

    private static string Ids => $"\"from\":\"{Guid.Empty}\",\"to\":\"{Guid.Empty}\"";
}
