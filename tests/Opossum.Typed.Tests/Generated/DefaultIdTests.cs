namespace Opossum.Typed.Tests.Generated;

[Tag("item")]
public readonly partial record struct ItemId(Guid Value);

[Tag("tenant", AllowDefault = true)]
public readonly partial record struct TenantId(Guid Value);

public readonly record struct Plain(Guid Value);

[Event("item-moved")]
public partial record ItemMoved(
    ItemId? Item, TenantId Tenant, [Tag("from")] Guid? From, [Tag("to", AllowDefault = true)] Guid To, [Tag("via")] Plain? Via,
    [Tag("past", AllowDefault = true)] Plain Past, ItemId[] Others, [Tag("count")] int Count);

[DecisionModel]
public partial record struct Whereabouts(ItemId Item)
{
    public int Count;

    void On(ItemMoved e) => Count++;
}

[DecisionModel]
public partial record struct Arrivals([Tag("to", AllowDefault = true)] Guid To)
{
    public int Count;

    void On(ItemMoved e) => Count++;
}

[DecisionModel]
public partial record struct Departures([Tag("from")] Guid From)
{
    public int Count;

    void On(ItemMoved e) => Count++;
}

/// <summary>An all-zero guid as a tag is an id that was forgotten, unless the declaration says otherwise.</summary>
public class DefaultIdTests
{
    private static readonly ItemMoved E = new(new(Guid.NewGuid()), default, Guid.NewGuid(), default, new(Guid.NewGuid()), default, [], 0);

    public static TheoryData<string, string, ItemMoved> Forgotten => new()
    {
        { "item", " (ItemId)", E with { Item = default(ItemId) } },
        { "item", " (ItemId)", E with { Others = [new(Guid.NewGuid()), default] } },
        { "from", "", E with { From = Guid.Empty } },
        { "via", "", E with { Via = default(Plain) } },
    };

    [Theory, MemberData(nameof(Forgotten))]
    public async Task An_append_with_an_id_that_was_never_assigned_fails_before_anything_is_written(string key, string type, ItemMoved e)
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        var error = await Assert.ThrowsAsync<EventFormatException>(async () => await store.AppendAsync([E, e]));
        Assert.Equal(
            $"Event 'item-moved': the tag '{key}' is an all-zero guid, an id that was never assigned{type}. "
            + $"Assign it; or, if it is meant, allow it by [Tag(\"{key}\", AllowDefault = true)].",
            error.Message);
        Assert.Equal(0, store.Head);
    }

    [Fact]
    public async Task Where_it_is_allowed_an_all_zero_guid_is_a_value_like_any_other()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(E with { Item = null, From = null, Via = null });
        Query[] queries =
        [
            ItemMoved.For(default(TenantId)), ItemMoved.ForTo(default), ItemMoved.ForPast(default), Query.Tagged(default(TenantId)),
            ItemMoved.ForCount(0),
        ];
        foreach (var query in queries) Assert.False((await store.TryAppendAsync(E, unless: query)).IsAppended);
        Assert.Equal(1, (await store.BuildAsync(new Arrivals(default))).Model.Count);
    }

    [Fact]
    public void A_query_by_an_id_that_was_never_assigned_fails_and_names_the_type()
    {
        var error = Assert.Throws<ArgumentException>(() => ItemMoved.For(default(ItemId)));
        Assert.StartsWith(
            "The ItemId is an all-zero guid, an id that was never assigned. Assign it;", error.Message, StringComparison.Ordinal);
        Assert.Contains("[Tag(\"item\", AllowDefault = true)]", error.Message, StringComparison.Ordinal);
        Assert.Equal("tag", error.ParamName);
        Assert.Throws<ArgumentException>(() => Query.Tagged(default(ItemId)));
        error = Assert.Throws<ArgumentException>(() => ItemMoved.ForFrom(default));
        Assert.StartsWith("The value of the tag 'from' is an all-zero guid", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ItemMoved.ForVia(default));
    }

    [Fact]
    public async Task A_decision_model_of_an_id_that_was_never_assigned_fails()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.BuildAsync(new Whereabouts(default)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.BuildAsync(new Departures(default)));
    }

    [Fact]
    public void As_text_and_in_a_tag_of_text_it_passes()
    {
        Assert.Equal(default, ItemId.Parse(Guid.Empty.ToString()));
        Assert.Equal("item:00000000-0000-0000-0000-000000000000", Tag.Of("item", Guid.Empty.ToString()).Text);
    }
}
