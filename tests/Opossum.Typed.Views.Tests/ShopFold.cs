namespace Opossum.Typed.Views.Tests;

/// <summary>The plain fold of the shop.</summary>
internal sealed class ShopFold
{
    private readonly Dictionary<ItemId, ItemBuyers> _buyers = [];
    private readonly Dictionary<ItemId, ItemStock> _stocks = [];
    private readonly Dictionary<(DateOnly, string), DailySales> _days = [];
    private readonly Dictionary<BuyerId, BuyerActivity> _activities = [];
    private readonly Dictionary<(BuyerId, ItemId), Purchase> _purchases = [];
    private ShopTotals? _totals;
    private int _missedStocks;

    public static ViewCheck Of(IReadOnlyList<SequencedEvent<IEvent>> log)
    {
        var fold = new ShopFold();
        foreach (var e in log) fold.Fold(e);
        return new ViewCheck()
            .Expect<ItemBuyers, ItemId>(fold._buyers.Values)
            .Expect<ItemStock, ItemId>(fold._stocks.Values)
            .Expect<DailySales, (DateOnly, string)>(fold._days.Values)
            .Expect<ShopTotals, ValueTuple>(fold._totals is null ? [] : [fold._totals])
            .Expect<BuyerActivity, BuyerId>(fold._activities.Values)
            .Expect<Purchase, (BuyerId, ItemId)>(fold._purchases.Values)
            .ExpectMissed("item_stocks", fold._missedStocks);
    }

    private void Fold(SequencedEvent<IEvent> e)
    {
        switch (e.Event)
        {
            case ItemListed listed:
                _stocks[listed.Item] = new(listed.Item, listed.Name, listed.Stock);
                _totals = (_totals ?? new()) with { Items = (_totals?.Items ?? 0) + 1 };
                break;
            case ItemsBought bought:
                Buy(bought, e.Position);
                Note(bought.Buyer, e.Metadata.Id);
                break;
            case ItemReturned returned:
                Return(returned);
                Note(returned.Buyer, e.Metadata.Id);
                break;
            case ItemWithdrawn withdrawn:
                if (!_stocks.Remove(withdrawn.Item)) _missedStocks++;
                break;
            case BadgeGiven given:
                Note(given.Buyer, e.Metadata.Id);
                break;
        }
    }

    private void Buy(ItemsBought e, long position)
    {
        foreach (var item in e.Items.Distinct())
        {
            var buyers = _buyers.TryGetValue(item, out var row) ? row.Buyers : [];
            _buyers[item] = new(item, buyers.Contains(e.Buyer) ? buyers : [.. buyers, e.Buyer]);
            ChangeStock(item, +1);
            var known = _purchases.GetValueOrDefault((e.Buyer, item));
            _purchases[(e.Buyer, item)] = new(e.Buyer, item, (known?.Times ?? 0) + 1, known?.First ?? position);
        }

        _totals = new(_totals?.Items ?? 0, (_totals?.Bought ?? 0) + e.Items.Length, e.At.ToUniversalTime());
        if (e.Price == 0) return;
        var day = (DateOnly.FromDateTime(e.At.UtcDateTime), e.Currency);
        var sales = _days.GetValueOrDefault(day);
        _days[day] = new(day.Item1, day.Currency, (sales?.Sales ?? 0) + 1, (sales?.Total ?? 0) + e.Price);
    }

    private void Return(ItemReturned e)
    {
        if (_buyers.TryGetValue(e.Item, out var row))
        {
            var left = row.Buyers.Remove(e.Buyer);
            if (left.IsEmpty) _buyers.Remove(e.Item);
            else _buyers[e.Item] = row with { Buyers = left };
        }

        ChangeStock(e.Item, -1);
        var times = _purchases.GetValueOrDefault((e.Buyer, e.Item))?.Times ?? 0;
        if (times > 1) _purchases[(e.Buyer, e.Item)] = _purchases[(e.Buyer, e.Item)] with { Times = times - 1 };
        else _purchases.Remove((e.Buyer, e.Item));
    }

    private void ChangeStock(ItemId item, int sold)
    {
        if (_stocks.TryGetValue(item, out var row)) _stocks[item] = row with { Sold = row.Sold + sold };
        else _missedStocks++;
    }

    private void Note(BuyerId buyer, Guid id) =>
        _activities[buyer] = new(buyer, (_activities.GetValueOrDefault(buyer)?.Events ?? 0) + 1, id);
}
