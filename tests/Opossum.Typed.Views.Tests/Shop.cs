using System.Collections.Immutable;
using Opossum.Typed.Sqlite;
using Opossum.Typed.Sqlite.Tests;

namespace Opossum.Typed.Views.Tests;

[Tag("item")] public readonly partial record struct ItemId(int Number);
[Tag("buyer")] public readonly partial record struct BuyerId(string Name);

/// <summary>All that a buyer does.</summary>
public interface IBuyerEvent : IEvent;

[Event("item-listed")]
public partial record ItemListed(ItemId Item, string Name, int Stock);

[Event("items-bought")]
public partial record ItemsBought(BuyerId Buyer, ItemId[] Items, decimal Price, string Currency, DateTimeOffset At) : IBuyerEvent;

[Event("item-returned")]
public partial record ItemReturned(BuyerId Buyer, ItemId Item) : IBuyerEvent;

[Event("item-withdrawn")]
public partial record ItemWithdrawn(ItemId Item);

[Event("badge-given")]
public partial record BadgeGiven(BuyerId Buyer, string Badge) : IBuyerEvent;

/// <summary>The buyers of an item, several items in one event; a list in a column.</summary>
[ReadModel("item_buyers")]
public partial record ItemBuyers([Key] ItemId Item, ImmutableArray<BuyerId> Buyers)
{
    static ItemBuyers On(ItemBuyers? row, ItemsBought e, ItemId item) =>
        new(item, row is null ? [e.Buyer] : row.Buyers.Contains(e.Buyer) ? row.Buyers : [.. row.Buyers, e.Buyer]);

    ItemBuyers? On(ItemReturned e) => Buyers.Length > 1 || Buyers[0] != e.Buyer ? this with { Buyers = Buyers.Remove(e.Buyer) } : null;
}

/// <summary>What is left of an item: an index over what is computed, rows that end, and rows that begin again.</summary>
[ReadModel("item_stocks")]
public partial record ItemStock([Key] ItemId Item, [Index] string Name, int Stock, int Sold = 0)
{
    [Index("by_left")]
    public int Left => Stock - Sold;

    [Index("by_left")]
    public bool IsSoldOut => Left <= 0;

    static ItemStock On(ItemListed e) => new(e.Item, e.Name, e.Stock);

    ItemStock On(ItemsBought _) => this with { Sold = Sold + 1 };

    ItemStock On(ItemReturned _) => this with { Sold = Sold - 1 };

    ItemStock? On(ItemWithdrawn _) => null;
}

/// <summary>Sales by day and currency: a key that is in no tag, and events that concern no row.</summary>
[ReadModel("daily_sales")]
public partial record DailySales([Key] DateOnly Day, [Key] string Currency, int Sales = 0, decimal Total = 0)
{
    static (DateOnly, string)? KeyOf(ItemsBought e) => e.Price == 0 ? null : (DateOnly.FromDateTime(e.At.UtcDateTime), e.Currency);

    DailySales On(ItemsBought e) => this with { Sales = Sales + 1, Total = Total + e.Price };
}

/// <summary>One row for all.</summary>
[ReadModel("shop_totals")]
public partial record ShopTotals(long Items = 0, long Bought = 0, DateTimeOffset? Last = null)
{
    ShopTotals On(ItemListed _) => this with { Items = Items + 1 };

    ShopTotals On(ItemsBought e) => this with { Bought = Bought + e.Items.Length, Last = e.At };
}

/// <summary>What each buyer did last, whatever it was: a family, and what the store knows of an event.</summary>
[ReadModel("buyer_activities")]
public partial record BuyerActivity([Key] BuyerId Buyer, int Events = 0, Guid Last = default)
{
    BuyerActivity On(IBuyerEvent _, EventMetadata metadata) => this with { Events = Events + 1, Last = metadata.Id };
}

/// <summary>A pair of a buyer and an item, of every combination in an event.</summary>
[ReadModel("purchases")]
public partial record Purchase([Key] BuyerId Buyer, [Key] ItemId Item, int Times = 0, long First = 0)
{
    Purchase On(ItemsBought _, long position) => this with { Times = Times + 1, First = First == 0 ? position : First };

    Purchase? On(ItemReturned _) => Times > 1 ? this with { Times = Times - 1 } : null;
}

/// <summary>The views of a shop, in memory and in SQLite.</summary>
public class ShopTests
{
    private static readonly ReadModelSet Models = new(
        ReadModelDescriptor.Of<ItemBuyers, ItemId>(),
        ReadModelDescriptor.Of<ItemStock, ItemId>(),
        ReadModelDescriptor.Of<DailySales, (DateOnly, string)>(),
        ReadModelDescriptor.Of<ShopTotals, ValueTuple>(),
        ReadModelDescriptor.Of<BuyerActivity, BuyerId>(),
        ReadModelDescriptor.Of<Purchase, (BuyerId, ItemId)>());

    [Fact]
    public Task The_views_equal_a_plain_fold_across_restarts_kills_and_rebuilds() => ViewRun.CheckAsync(Models, Any, ShopFold.Of);

    [Fact]
    public async Task A_page_of_what_is_sold_out_has_the_total_of_all_pages()
    {
        var random = new Random(Tier.Seed);
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await store.AppendAsync(Enumerable.Range(0, 400).Select(_ => Any(random)).ToArray());
        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, Models);
        await using var memory = await InMemoryReadModels.OpenAsync(store, Models);
        var wanted = memory.GetAll<ItemStock>().Rows.Where(static row => row.IsSoldOut).OrderBy(static row => row.Item.Number).ToArray();
        Assert.InRange(wanted.Length, 4, 9);
        var page = await views.PageAsync<ItemStock>($"where is_sold_out = {true} order by item", number: 2, size: 3);
        var same = memory.Page<ItemStock>(
            static rows => rows.Where(static row => row.IsSoldOut).OrderBy(static row => row.Item.Number), number: 2, size: 3);
        Assert.Equal((wanted.Length, 400L), (page.Total, page.Position));
        Assert.Equal((page.Total, page.Pages, page.Position), (same.Total, same.Pages, same.Position));
        Assert.Equal(wanted[3..Math.Min(6, wanted.Length)], page.Items);
        Assert.Equal(page.Items, same.Items);
    }

    [Fact]
    public async Task The_index_over_what_is_computed_is_used()
    {
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, Models);
        var plan = (string)folder.Read("select detail from pragma_table_xinfo('item_stocks') x, "
            + "(select group_concat(name) detail from pragma_index_info('item_stocks_by_left')) limit 1")!;
        Assert.Equal("left,is_sold_out", plan);
    }

    private static IEvent Any(Random random)
    {
        var (item, buyer) = (new ItemId(random.Next(10)), new BuyerId($"b{random.Next(5)}"));
        return random.Next(12) switch
        {
            0 or 1 or 2 => new ItemListed(item, $"n{random.Next(9)}", random.Next(4)),
            3 => new ItemReturned(buyer, item),
            4 => new ItemWithdrawn(item),
            5 => new BadgeGiven(buyer, "gold"),
            _ => new ItemsBought(
                buyer, [.. Enumerable.Range(0, random.Next(4)).Select(_ => new ItemId(random.Next(10)))], random.Next(4) * 1.50m,
                random.Next(2) == 0 ? "EUR" : "USD", DateTimeOffset.UnixEpoch.AddHours(random.Next(100)).ToOffset(TimeSpan.FromHours(2))),
        };
    }
}
