namespace Opossum.Typed.Tests.Generated;

[Event("moved")]
public partial record Moved(
    GuidTag From, GuidTag To, [Tag("order-number")] int? Order, [Tag("order-number")] int Other, [Tag("stage")] Stage Stage,
    [Tag("#")] string Symbol, Spot[] Spots);

public record Spot([Tag("order-number")] string Text, LongTag Number);

/// <summary>What the user writes himself is his.</summary>
[Event("own")]
public partial record Own(
    GuidTag Id, LongTag Number, [Tag("for-email")] string ForEmail, [Tag("email")] string Email, [Tag("name")] string Name)
{
    public static string For(GuidTag id) => "mine: " + id;

    public static string ForName(string first, string last) => first + last;
}

[Tag("own", AllowDefault = true)]
public readonly partial record struct OwnTag(Guid Value)
{
    public static OwnTag New() => new(System.Guid.Empty);

    public override string ToString() => "mine";
}

/// <summary>One key up to two lengths, and a list, an enum and a tag type with a limit.</summary>
[Event("limited")]
public partial record Limited(
    [Tag("name", MaxLength = 4)] string Name, [Tag("name", MaxLength = 6)] string? Second, [Tag("free", MaxLength = 4)] string Brief,
    [Tag("free")] string Free, [Tag("topic", MaxLength = 3)] string[] Topics, [Tag("stage", MaxLength = 4)] Stage Stage, TextTag Text,
    [Tag("number", MaxLength = 1)] int Number);

public class QueryTests
{
    private static readonly GuidTag Id = new(new Guid("6f9619ff-8b86-d011-b42d-00cf4fc964ff"));

    [Fact]
    public void Members_of_one_tag_type_share_a_query() =>
        Assert.Equal("moved [guid:6f9619ff-8b86-d011-b42d-00cf4fc964ff]", QueryText.Of(Moved.For(Id)));

    [Fact]
    public void A_key_on_members_of_two_types_has_two_queries() =>
        Assert.Equal("moved [order-number:5] or moved [order-number:x]", QueryText.Of(Moved.ForOrderNumber(5) | Moved.ForOrderNumber("x")));

    [Fact]
    public void Either_of_two_queries_of_one_event_is_a_query_of_that_event()
    {
        Query<Moved> either = Moved.ForOrderNumber(5) | Moved.ForOrderNumber(6);
        Assert.Equal("moved [order-number:5] or moved [order-number:6]", QueryText.Of(either));
        Query<Moved> three = either | Moved.For(Id);
        Assert.Equal(
            "moved [order-number:5] or moved [order-number:6] or moved [guid:6f9619ff-8b86-d011-b42d-00cf4fc964ff]", QueryText.Of(three));
        var mixed = either | Query.All;
        Assert.Same(Query.All, mixed);
        Assert.IsNotType<Query<Moved>>(either | Limited.ForName("ada"));
    }

    [Fact]
    public void Both_of_joined_queries_are_each_alternative_of_one_with_each_of_the_other()
    {
        var numbers = Moved.ForOrderNumber(5) | Moved.ForOrderNumber(6);
        Assert.Equal(
            "moved [order-number:5, stage:Closed] or moved [order-number:6, stage:Closed]",
            QueryText.Of(numbers & Moved.ForStage(Stage.Shut)));
    }

    [Fact]
    public void A_query_by_an_enum_says_the_name_that_is_stored() =>
        Assert.Equal("moved [stage:Closed]", QueryText.Of(Moved.ForStage(Stage.Shut)));

    [Fact]
    public void A_query_by_a_text_that_no_event_can_carry_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Limited.ForName("1234567"));
        Assert.Equal("name", error.ParamName);
        Assert.StartsWith("The value of the tag 'name' has 7 bytes of UTF-8 and its MaxLength is 6: no event can carry it.", error.Message);
        Assert.Throws<ArgumentException>(() => Limited.ForName("üüüü"));
        Assert.Throws<ArgumentException>(() => Limited.ForTopic("1234"));
        Assert.Throws<ArgumentException>(() => Limited.ForStage(Stage.Closed));
        Assert.Equal("text.Text", Assert.Throws<ArgumentException>(() => Limited.For(new TextTag(new('x', 21)))).ParamName);
    }

    [Fact]
    public void A_query_by_a_text_that_an_event_can_carry_is_made() => Assert.Equal(
        "limited [name:üüü] or limited [free:12345] or limited [topic:123] or limited [stage:Open] or limited [text:xxxxxxxxxxxxxxxxxxxx] "
        + "or limited [number:12]",
        QueryText.Of(Limited.ForName("üüü") | Limited.ForFree("12345") | Limited.ForTopic("123") | Limited.ForStage(Stage.Open)
            | Limited.For(new TextTag(new('x', 20))) | Limited.ForNumber(12)));

    [Fact]
    public void A_query_by_a_number_without_a_name_is_refused() => Assert.ThrowsAny<ArgumentException>(() => Moved.ForStage((Stage)9));

    [Fact]
    public void Tags_inside_records_have_queries() => Assert.Equal("moved [long:7]", QueryText.Of(Moved.For(new LongTag(7))));

    [Fact]
    public void Queries_of_one_event_narrow_each_other() =>
        Assert.Equal("moved [long:7, order-number:5]", QueryText.Of(Moved.For(new LongTag(7)) & Moved.ForOrderNumber(5)));

    [Fact]
    public void A_member_of_the_user_wins()
    {
        Assert.Equal("mine: 6f9619ff-8b86-d011-b42d-00cf4fc964ff", Own.For(Id));
        Assert.Equal("own [long:1]", QueryText.Of(Own.For(new LongTag(1))));
        Assert.Equal("own [name:ada]", QueryText.Of(Own.ForName("ada")));
        Assert.Equal("mine", OwnTag.New().ToString());
        Assert.Equal(typeof(string), typeof(Own).GetProperty("ForEmail")!.PropertyType);
        Assert.Equal(["own:00000000-0000-0000-0000-000000000000"], Tag.Of(OwnTag.New()).Text.Split(' '));
    }

    [Fact]
    public void New_makes_rising_ids()
    {
        var (first, second) = (GuidTag.New(), GuidTag.New());
        Assert.NotEqual(first, second);
        Assert.Equal(7, first.Value.Version);
        Assert.Equal(first.Value.ToString(), first.ToString());
    }

    [Fact]
    public void A_tag_is_its_value_as_text()
    {
        Assert.Equal("-5", new IntTag(-5).ToString());
        Assert.Equal("a", new TextTag("a").ToString());
        Assert.Equal("", default(TextTag).ToString());
        Assert.Equal("long:-6", Tag.Of(new LongTag(-6)).Text);
        Assert.Equal("text:ü", Tag.Of(new TextTag("ü")).Text);
    }

    [Fact]
    public void The_model_has_every_event_of_the_assembly()
    {
        Assert.Same(EventDescriptor.Of<Moved>(), Shapes.Model.Find("moved"));
        Assert.Same(EventDescriptor.Of<Container.IInner.Contained>(), Shapes.Model.Find("contained"));
        Assert.Equal("Opossum.Typed.Tests.Generated.Shapes", Shapes.Model.Name);
    }
}
