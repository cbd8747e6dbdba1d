using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

[Tag("renter", Aliases = ["tenant"])]
public readonly partial record struct RenterId(Guid Value);

[Event("flat-let")]
public partial record FlatLet(
    RenterId Renter, [Tag("street", Aliases = ["road", "lane"])] string? Street, [Tag("floor", Aliases = ["level"])] int? Floor,
    IReadOnlyList<RenterId> Others);

/// <summary>A tag whose key was renamed: events are stored under each key.</summary>
public class TagAliasTests
{
    private static readonly RenterId Renter = new(new("11223344-5566-4788-99aa-bbccddeeff00"));

    [Fact]
    public async Task An_event_is_stored_with_a_tag_of_each_key()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new FlatLet(Renter, "High Street", 3, [Renter]));
        Assert.Equal(
            [
                $"renter:{Renter.Value}", $"tenant:{Renter.Value}", "street:High Street", "road:High Street", "lane:High Street",
                "floor:3", "level:3",
            ],
            (await store.RawAsync()).Single().Tags.Select(static tag => tag.Text));
        Assert.Single(await store.ReadAsync(Query.Tagged(Tag.Of("tenant", Renter.Value))).ToListAsync());
    }

    [Fact]
    public async Task What_is_null_has_no_tag_of_any_key()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new FlatLet(Renter, null, null, []));
        Assert.Equal(
            [$"renter:{Renter.Value}", $"tenant:{Renter.Value}"],
            (await store.RawAsync()).Single().Tags.Select(static tag => tag.Text));
    }

    [Fact]
    public void Its_keys_are_all_of_them() => Assert.Equal(
        ["renter", "tenant", "street", "road", "lane", "floor", "level"], EventDescriptor.Of<FlatLet>().Shape.TagKeys);
}
