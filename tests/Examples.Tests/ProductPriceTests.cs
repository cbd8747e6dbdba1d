using Examples.ProductPrice;
using static Examples.Tests.Scenarios;

namespace Examples.Tests;

/// <summary>The published scenarios of "dynamic product price", by their numbers: of one product, and from 10 on of a cart.</summary>
public class ProductPriceTests
{
    private static readonly ProductId P1 = new("p1"), P2 = new("p2");
    private static readonly Scenario Twenty = Empty.GivenAgo(Minutes(20), new ProductDefined(P1, 123));
    private static readonly Scenario Nine = Twenty.GivenAgo(Minutes(9), new ProductPriceChanged(P1, 134));

    [Fact]
    public void Cases_1_and_3_a_price_that_was_never_displayed_is_invalid() =>
        Empty.Given(new ProductDefined(P1, 123)).When(new OrderProduct(P1, 100)).ThenRejected("invalid-price", Invalid("p1"));

    [Fact]
    public void Cases_2_and_4_the_price_that_was_displayed_is_valid() =>
        Empty.Given(new ProductDefined(P1, 123)).When(new OrderProduct(P1, 123)).Then(new ProductOrdered(P1, 123));

    [Fact]
    public void Case_5_nor_was_it_displayed_long_ago() =>
        Twenty.When(new OrderProduct(P1, 100)).ThenRejected("invalid-price", Invalid("p1"));

    [Fact]
    public void Case_6_a_price_that_was_changed_long_ago_is_invalid() => Twenty
        .GivenAgo(Minutes(20), new ProductPriceChanged(P1, 134))
        .When(new OrderProduct(P1, 123)).ThenRejected("invalid-price", Invalid("p1"));

    [Fact]
    public void Case_7_an_old_price_that_was_not_changed_is_valid() =>
        Twenty.When(new OrderProduct(P1, 123)).Then(new ProductOrdered(P1, 123));

    [Fact]
    public void Case_8_a_price_that_was_changed_just_now_is_still_valid() =>
        Nine.When(new OrderProduct(P1, 123)).Then(new ProductOrdered(P1, 123));

    [Fact]
    public void Case_9_and_so_is_the_new_one() => Nine.When(new OrderProduct(P1, 134)).Then(new ProductOrdered(P1, 134));

    [Fact]
    public void Case_10_a_cart_with_a_price_that_was_never_displayed_is_invalid() =>
        Twenty.When(Order(new OrderItem(P1, 100))).ThenRejected("invalid-price", Invalid("p1"));

    [Fact]
    public void Case_11_a_cart_with_a_price_that_was_changed_long_ago_is_invalid() => Twenty
        .GivenAgo(Minutes(20), new ProductPriceChanged(P1, 134))
        .When(Order(new OrderItem(P1, 123))).ThenRejected("invalid-price", Invalid("p1"));

    [Fact]
    public void Case_12_a_cart_with_an_old_price_is_valid() =>
        Twenty.When(Order(new OrderItem(P1, 123))).Then(Ordered(new OrderItem(P1, 123)));

    [Fact]
    public void Case_13_a_cart_with_a_price_that_was_changed_just_now_is_valid() =>
        Nine.When(Order(new OrderItem(P1, 123))).Then(Ordered(new OrderItem(P1, 123)));

    [Fact]
    public void Case_14_every_product_of_a_cart_has_its_own_price() => Nine
        .GivenAgo(Minutes(8), new ProductDefined(P2, 321))
        .When(Order(new(P1, 123), new(P2, 321))).Then(Ordered(new(P1, 123), new(P2, 321)));

    [Fact]
    public void The_product_that_is_wrong_is_named() => Nine
        .GivenAgo(Minutes(8), new ProductDefined(P2, 321))
        .When(Order(new(P1, 123), new(P2, 123))).ThenRejected("invalid-price", Invalid("p2"));

    [Fact]
    public void A_product_may_be_in_a_cart_twice() =>
        Nine.When(Order(new(P1, 123), new(P1, 134))).Then(Ordered(new(P1, 123), new(P1, 134)));

    private static OrderProducts Order(params OrderItem[] items) => new(items);

    private static ProductsOrdered Ordered(params OrderItem[] items) => new(items);

    private static string Invalid(string product) => $"invalid price for product \"{product}\"";
}
