using System.Text.Json;

namespace Opossum.Typed.Tests.Generated;

/// <summary>A tag type that checks its value where it is made, and that says nothing of JSON.</summary>
[Tag("shelf", MaxLength = 4)]
public readonly partial record struct ShelfId(string Value)
{
    public string Value { get; } = Value.Length == 4 ? Value : throw new ArgumentException("A shelf has four letters.", nameof(Value));
}

[Tag("bin")]
public readonly partial record struct BinId
{
    private BinId(int value) => Value = value;

    public int Value { get; }

    [EventConstructor]
    public static BinId Of(int value) => value > 0 ? new(value) : throw new InvalidOperationException("Bins are counted from 1.");
}

/// <summary>What a type refuses, text and JSON refuse in their own way.</summary>
public class RefusingTagTests
{
    public sealed record Place(ShelfId Shelf, BinId Bin, Dictionary<BinId, ShelfId>? Others = null);

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Fact]
    public void TryParse_returns_false_and_Parse_throws_a_FormatException()
    {
        Assert.True(ShelfId.TryParse("a123", null, out var shelf));
        Assert.Equal("a123", shelf.Value);
        Assert.False(ShelfId.TryParse("a1", null, out shelf));
        Assert.Equal(default, shelf);
        var error = Assert.Throws<FormatException>(() => ShelfId.Parse("a1"));
        Assert.Equal("Not a ShelfId: it refuses the value.", error.Message);
        Assert.IsType<ArgumentException>(error.InnerException);

        Assert.Equal(BinId.Of(7), BinId.Parse("7"));
        Assert.False(BinId.TryParse("0", null, out _));
        Assert.IsType<InvalidOperationException>(Assert.Throws<FormatException>(() => BinId.Parse("0")).InnerException);
        Assert.Equal("Not a BinId: expected a whole number that fits.", Assert.Throws<FormatException>(() => BinId.Parse("x")).Message);
    }

    [Fact]
    public void Json_has_the_bare_value_without_a_declaration()
    {
        var place = new Place(new("a123"), BinId.Of(7), new() { [BinId.Of(3)] = new("b456") });
        const string json = """{"shelf":"a123","bin":7,"others":{"3":"b456"}}""";
        Assert.Equal(json, JsonSerializer.Serialize(place, Web));
        var read = JsonSerializer.Deserialize<Place>(json, Web)!;
        Assert.Equal((place.Shelf, place.Bin), (read.Shelf, read.Bin));
        Assert.Equal(place.Others, read.Others);
    }

    [Theory]
    [InlineData("""{"shelf":"a1","bin":7}""", "$.shelf", typeof(ArgumentException))]
    [InlineData("""{"shelf":"a123","bin":0}""", "$.bin", typeof(InvalidOperationException))]
    [InlineData("""{"shelf":"a123","bin":"7"}""", "$.bin", typeof(InvalidOperationException))]
    [InlineData("""{"shelf":"a123","bin":7,"others":{"0":"b456"}}""", "$.others", null)]
    public void Json_that_a_type_refuses_is_a_JsonException_with_its_path(string json, string path, Type? inside)
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Place>(json, Web));
        Assert.StartsWith(path, error.Path, StringComparison.Ordinal);
        if (inside is not null) Assert.IsType(inside, error.InnerException);
        Assert.DoesNotContain("a1\"", error.Message, StringComparison.Ordinal);
    }
}
