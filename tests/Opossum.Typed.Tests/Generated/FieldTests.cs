using System.Text;
using System.Text.Json.Serialization;

namespace Opossum.Typed.Tests.Generated;

/// <summary>Named for the oracle as well, which knows no aliases.</summary>
[Event("fields")]
public partial record Fields(
    [Field("title", Aliases = ["name", "Title"])] [property: JsonPropertyName("title")] string Caption,
    [Field("order-number")] [property: JsonPropertyName("order-number")] int? Number,
    [property: Field("größe <1>", Aliases = ["size"])] [property: JsonPropertyName("größe <1>")] int Size = 7)
{
    [Field("class"), JsonPropertyName("class")]
    public required Part[] Parts { get; init; }

    [Field("note", Aliases = ["remark"]), JsonPropertyName("note")]
    public string? Note { get; init; } = "none";
}

public record Part(
    [Field("sku", Aliases = ["article"])] [property: JsonPropertyName("sku")] TextTag Product,
    [Field("1st")] [property: JsonPropertyName("1st")] bool IsFirst);

/// <summary>Names that fields have, and names that they had.</summary>
public class FieldTests
{
    [Fact]
    public void A_field_is_written_under_its_name_and_no_other() => Assert.Equal(
        """{"title":"t","order-number":null,"größe <1>":7,"class":[{"sku":"tea","1st":true}],"note":"n"}""",
        Encoding.UTF8.GetString(Codec.Write(new Fields("t", null) { Parts = [new(new("tea"), true)], Note = "n" })));

    [Fact]
    public void A_tag_comes_of_the_member_whatever_its_field_is_called() =>
        Assert.Equal(["text:tea"], Codec.Tags(new Fields("t", null) { Parts = [new(new("tea"), true)] }));

    [Theory]
    [InlineData("""{"name":"t","order-number":1,"größe <1>":2,"class":[],"note":null}""")]
    [InlineData("""{"Title":"t","order-number":1,"size":2,"class":[],"remark":null}""")]
    [InlineData("""{"remark":null,"class":[],"size":2,"order-number":1,"name":"t"}""")]
    [InlineData("""{"\u006eame":"t","order-number":1,"size":2,"class":[],"remark":null}""")]
    public void Old_names_are_read(string json)
    {
        var e = Codec.Read<Fields>(json);
        Assert.Equal(("t", 1, 2, null), (e.Caption, e.Number, e.Size, e.Note));
    }

    [Fact]
    public void Old_names_are_read_inside_records() =>
        Assert.Equal(
            new(new("tea"), false),
            Codec.Read<Fields>("""{"title":"t","order-number":1,"class":[{"1st":false,"article":"tea"}]}""").Parts.Single());

    [Theory]
    [InlineData("""{"title":"a","name":"b","Title":"c","order-number":1,"class":[]}""", "c")]
    [InlineData("""{"name":"b","title":"a","order-number":1,"class":[]}""", "a")]
    [InlineData("""{"title":"a","order-number":1,"class":[],"title":"b"}""", "b")]
    [InlineData("""{"title":"a","order-number":1,"größe <1>":7,"class":[],"note":"n","name":"b"}""", "b")]
    public void Of_several_names_in_one_payload_the_last_wins(string json, string title) =>
        Assert.Equal(title, Codec.Read<Fields>(json).Caption);

    [Fact]
    public void A_missing_field_keeps_its_default_under_every_name()
    {
        var e = Codec.Read<Fields>("""{"title":"a","order-number":1,"class":[]}""");
        Assert.Equal((7, "none"), (e.Size, e.Note));
    }

    [Fact]
    public void A_missing_field_is_called_by_its_name_of_today() =>
        Assert.Equal("title", Assert.Throws<EventFormatException>(() => Codec.Read<Fields>("""{"order-number":1,"class":[]}""")).Field);

    [Fact]
    public void What_is_wrong_is_named_as_it_stands_in_the_payload()
    {
        var error = Assert.Throws<EventFormatException>(() =>
            Codec.Read<Fields>("""{"title":"a","order-number":1,"class":[{"article":null,"1st":true}]}"""));
        Assert.Equal("class[0].article", error.Field);
    }

    [Theory]
    [InlineData("NAME")]
    [InlineData("caption")]
    [InlineData("Caption")]
    public void No_other_name_is_guessed(string name) =>
        Assert.Equal(
            "title",
            Assert.Throws<EventFormatException>(() => Codec.Read<Fields>($$"""{"{{name}}":"a","order-number":1,"class":[]}""")).Field);
}
