using System.Collections.Immutable;

namespace Opossum.Typed.Tests.Generated;

public enum Stage
{
    Open,
    Closed,
#pragma warning disable CA1069 // Two names for one value are the point.
    Shut = 1,
#pragma warning restore CA1069
}

[Event("tagged")]
public partial record Tagged(
    [Tag("name")] string Name, [Tag("nick", MaxLength = 5)] string? Nick, [Tag("id")] Guid Id, [Tag("number")] int? Number,
    [Tag("far")] long Far, [Tag("stage")] Stage Stage,
    [property: Tag("last-stage")] Stage? LastStage, GuidTag Wrapper, IntTag? Perhaps, TextTag Text)
{
    [Tag("initial")]
    public string? Initial => Name.Length == 0 ? null : Name[..1];
}

public record Parcel(LongTag Number, [Tag("hub")] string? Hub, ImmutableArray<Item> Items);

public readonly record struct Item(IntTag? Product, int Count);

[Event("shipped")]
public partial record Shipped(
    Parcel First, Parcel? Last, IReadOnlyList<Parcel?> More, [Tag("topic")] List<string?>? Topics, TextTag[][] Groups,
    ImmutableArray<IntTag>? Numbers, int Weight);

public class TagTests
{
    private static readonly Tagged E = new(
        "ada", "a", new("6f9619ff-8b86-d011-b42d-00cf4fc964ff"), -5, 6, Stage.Shut, null,
        new(new Guid("0190a5b0-0000-7000-8000-000000000001")), new(7), new("x:y"));
    private static readonly Parcel Parcel = new(new(1), "hub", [new(new(2), 1), new(null, 1)]);
    private static readonly Shipped Empty = new(Parcel with { Hub = null, Items = [] }, null, [], null, [], null, 0);

    [Fact]
    public void Members_are_tags_in_the_order_of_their_declaration() => Assert.Equal(
        [
            "name:ada", "nick:a", "id:6f9619ff-8b86-d011-b42d-00cf4fc964ff", "number:-5", "far:6", "stage:Closed",
            "guid:0190a5b0-0000-7000-8000-000000000001", "int:7", "text:x:y", "initial:a",
        ],
        Codec.Tags(E));

    [Fact]
    public void Null_is_no_tag() => Assert.Equal(
        ["name", "id", "far", "stage", "last-stage", "guid", "text", "initial"],
        Codec.Tags(E with { Nick = null, Number = null, LastStage = Stage.Closed, Perhaps = null })
            .Select(static tag => tag.Split(':')[0]));

    [Fact]
    public void An_empty_text_is_refused() => Assert.Throws<EventFormatException>(() => Codec.Tags(E with { Name = "" }));

    [Fact]
    public void The_shape_has_each_key_once() =>
        Assert.Equal(["long", "hub", "int", "topic", "text"], EventDescriptor.Of<Shipped>().Shape.TagKeys);

    [Fact]
    public void Records_inside_an_event_give_tags() =>
        Assert.Equal(["long:1", "hub:hub", "int:2"], Codec.Tags(Empty with { First = Parcel }));

    [Fact]
    public void Elements_of_collections_give_tags() => Assert.Equal(
        ["long:1", "long:1", "hub:hub", "int:2", "topic:a", "topic:b", "text:c", "text:d", "int:8"],
        Codec.Tags(
            Empty with { More = [null, Parcel], Topics = ["a", null, "b"], Groups = [[new("c")], [], [new("d")]], Numbers = [new(8)] }));

    [Fact]
    public void A_longer_value_than_MaxLength_is_refused()
    {
        var error = Assert.Throws<EventFormatException>(() => Codec.Tags(E with { Nick = "abcdef" }));
        Assert.Contains("'nick' is longer than its MaxLength of 5 bytes", error.Message);
        error = Assert.Throws<EventFormatException>(() => Codec.Tags(E with { Text = new("123456789012345678901") }));
        Assert.Contains("'text' is longer than its MaxLength of 20 bytes", error.Message);
    }

    /// <summary>The store writes the tags first; the payload names the event and the field.</summary>
    [Fact]
    public void A_null_that_may_not_be_one_is_left_to_the_payload_to_refuse()
    {
        var e = new Shipped(null!, null, null!, null, null!, default(ImmutableArray<IntTag>), 0);
        Assert.Empty(Codec.Tags(e));
        Assert.Contains("'first'", Assert.Throws<EventFormatException>(() => Codec.Write(e)).Message);
        Assert.Contains(
            "'first.items'",
            Assert.Throws<EventFormatException>(() => Codec.Write(Empty with { First = Parcel with { Items = default } })).Message);
        Assert.Contains("'groups", Assert.Throws<EventFormatException>(() => Codec.Write(Empty with { Groups = [null!] })).Message);
    }

    [Fact]
    public void A_number_without_a_name_is_refused_by_the_payload()
    {
        var e = E with { Stage = (Stage)9 };
        Assert.DoesNotContain(Codec.Tags(e), static tag => tag.StartsWith("stage", StringComparison.Ordinal));
        Assert.Contains("the value is not a named member of Stage", Assert.Throws<EventFormatException>(() => Codec.Write(e)).Message);
    }
}
