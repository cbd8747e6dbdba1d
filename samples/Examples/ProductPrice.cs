using System.Collections.Immutable;

namespace Examples.ProductPrice;

// An order is placed at the price that the customer saw. One that was changed meanwhile is still good for ten minutes.

[Tag("product")]
public readonly partial record struct ProductId(string Value);

public record OrderItem(ProductId Product, decimal Price);

[Event("product-defined")]
public partial record ProductDefined(ProductId Product, decimal Price);

[Event("product-price-changed")]
public partial record ProductPriceChanged(ProductId Product, decimal NewPrice);

[Event("product-ordered")]
public partial record ProductOrdered(ProductId Product, decimal Price);

/// <summary>It carries the tag of each of its products.</summary>
[Event("products-ordered")]
public partial record ProductsOrdered(IReadOnlyList<OrderItem> Items);

public readonly record struct PricePoint(decimal Price, DateTimeOffset Since);

[DecisionModel]
public partial record struct Prices(ProductId Product)
{
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private ImmutableList<PricePoint>? _points;

    void On(ProductDefined e, DateTimeOffset at) => Add(e.Price, at);

    void On(ProductPriceChanged e, DateTimeOffset at) => Add(e.NewPrice, at);

    /// <summary>A price is valid until the next one is older than the grace period.</summary>
    public readonly bool IsValid(decimal price, DateTimeOffset now)
    {
        var points = _points ?? [];
        for (var i = points.Count - 1; i >= 0; i--)
        {
            if (points[i].Price == price) return true;
            if (now - points[i].Since > Grace) return false;
        }

        return false;
    }

    private void Add(decimal price, DateTimeOffset at) => _points = (_points ?? []).Add(new(price, at));
}

public partial record OrderProduct(ProductId Product, decimal DisplayedPrice)
{
    [Decider]
    Decision Decide(Prices prices, DateTimeOffset now) =>
        prices.IsValid(DisplayedPrice, now) ? Decision.Append(new ProductOrdered(Product, DisplayedPrice))
        : Decision.Reject($"invalid price for product \"{Product}\"", "invalid-price");
}

/// <summary>How many boundaries a cart has is known when it is sent: a model for each of its products.</summary>
public partial record OrderProducts(IReadOnlyList<OrderItem> Items)
{
    public IEnumerable<ProductId> Products => Items.Select(static item => item.Product);

    [Decider]
    Decision Decide(IReadOnlyDictionary<ProductId, Prices> prices, DateTimeOffset now) =>
        Items.FirstOrDefault(item => !prices[item.Product].IsValid(item.Price, now)) is { } wrong
        ? Decision.Reject($"invalid price for product \"{wrong.Product}\"", "invalid-price")
        : Decision.Append(new ProductsOrdered(Items));
}

public static class Example
{
    public static async Task TellAsync(Story story)
    {
        ProductId tea = new("tea"), cup = new("cup");
        await story.Store.AppendAsync([new ProductDefined(tea, 4.20m), new ProductDefined(cup, 8m)]);
        story.Pass(TimeSpan.FromMinutes(20));
        await story.Store.AppendAsync(new ProductPriceChanged(tea, 4.80m));
        story.Pass(TimeSpan.FromMinutes(9));
        await story.DecideAsync("tea at the price of nine minutes ago, and a cup", new OrderProducts([new(tea, 4.20m), new(cup, 8m)]));
        story.Pass(TimeSpan.FromMinutes(2));
        await story.DecideAsync("the same, two minutes later", new OrderProducts([new(tea, 4.20m), new(cup, 8m)]));
        await story.DecideAsync("at the price of today", new OrderProduct(tea, 4.80m));
    }
}
