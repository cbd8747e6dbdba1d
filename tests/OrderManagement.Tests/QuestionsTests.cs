using System.Collections.Immutable;
using Opossum.Typed;

namespace OrderManagement.Tests;

/// <summary>What the real log has no example of.</summary>
public sealed class QuestionsTests : IAsyncDisposable
{
    private static readonly ItemId Lamp = new(1), Table = new(2);
    private static readonly OrderId First = new(100), Second = new(200);
    private static readonly PackageId Small = new(10), Large = new(20), Other = new(30);

    private readonly OpossumStore _store = OpossumStore.OpenInMemory(Orders.Model);

    private Questions Ask => new(_store);

    [Fact]
    public async Task An_item_in_two_packages_leads_to_the_failures_of_both_in_order()
    {
        await _store.AppendAsync([
            Created(Small, Lamp), Created(Other, Table), Created(Large, Table, Lamp), Failed(Large), Failed(Other), Failed(Small),
            Failed(Large)
        ]);
        Assert.Equal([4, 6, 7], (await Ask.FailedDeliveriesOfAsync(Lamp)).Select(e => e.Position));
    }

    [Fact]
    public async Task An_item_in_no_package_has_no_failed_delivery()
    {
        await _store.AppendAsync([Created(Other, Table), Failed(Other)]);
        Assert.Empty(await Ask.FailedDeliveriesOfAsync(Lamp));
    }

    [Fact]
    public async Task An_order_with_the_number_of_an_item_is_not_that_item()
    {
        await _store.AppendAsync([Placed(new OrderId(Lamp.Value), Table)]);
        Assert.Empty(await Ask.HistoryOfAsync(Lamp));
    }

    [Fact]
    public async Task The_program_asks_about_an_order_whose_delivery_failed()
    {
        await _store.AppendAsync([Placed(First, Table), Placed(Second, Lamp), Created(Large, Lamp), Failed(Large)]);
        Assert.Equal((Second, Lamp), await Ask.FindSubjectAsync());
    }

    [Fact]
    public async Task Where_all_went_well_it_asks_about_the_first_order()
    {
        await _store.AppendAsync([Placed(First, Table), Placed(Second, Lamp)]);
        Assert.Equal((First, Table), await Ask.FindSubjectAsync());
    }

    [Fact]
    public async Task Where_nothing_was_ordered_it_has_nothing_to_ask() => Assert.Null(await Ask.FindSubjectAsync());

    [Fact]
    public void Answers_agree_when_question_and_lines_do()
    {
        var answer = new Answer("What?", ["this", "that"], TimeSpan.Zero);
        Assert.True(answer.Agrees(new("What?", ["this", "that"], TimeSpan.MaxValue)));
        Assert.False(answer.Agrees(new("What?", ["this"], TimeSpan.Zero)));
        Assert.False(answer.Agrees(new("Who?", ["this", "that"], TimeSpan.Zero)));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static OrderPlaced Placed(OrderId order, params ImmutableArray<ItemId> items) => new(order, items, null, null, 1, default);

    private static PackageCreated Created(PackageId package, params ImmutableArray<ItemId> items) =>
        new(package, items, null, null, 1, default);

    private static DeliveryFailed Failed(PackageId package) => new(package, null, null, 1, default);
}
