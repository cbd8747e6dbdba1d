using System.Collections.Immutable;

namespace Opossum.Typed.Tests.Decisions;

[Tag("account")]
public readonly partial record struct AccountId(int Value);

[Tag("product")]
public readonly partial record struct ProductId(int Value);

[Event("invoice-created")]
public partial record InvoiceCreated(int Number);

[Event("money-moved")]
public partial record MoneyMoved(AccountId From, AccountId To, int Amount);

[Event("account-opened")]
public partial record AccountOpened(AccountId Account, int Amount, [Tag("owner")] string Owner);

[Event("price-set")]
public partial record PriceSet(ProductId Product, decimal Price);

[Event("products-ordered")]
public partial record ProductsOrdered(IReadOnlyList<ProductId> Products, decimal Total);

/// <summary>The types alone are the boundary, and only the newest event counts.</summary>
[DecisionModel(Last = true)]
public partial record struct LastInvoice
{
    public int Number;

    void On(InvoiceCreated e) => Number += e.Number;        // adds, so that two folded events would show
}

public partial record CreateInvoice
{
    [Decider]
    Decision Decide(LastInvoice last) => Decision.Append(new InvoiceCreated(last.Number + 1));
}

/// <summary>Of both sides of a transfer, told apart by the tag that the event has as a member.</summary>
[DecisionModel]
public partial record struct Balance(AccountId Account)
{
    public int Amount;

    void On(AccountOpened e) => Amount += e.Amount;

    void On(MoneyMoved e) => Amount += (e.To == Account ? e.Amount : 0) - (e.From == Account ? e.Amount : 0);
}

[DecisionModel]
public partial record struct Accounts([Tag("owner")] string Owner)
{
    public int Number;

    void On(AccountOpened _) => Number++;
}

public partial record Move(AccountId From, AccountId To, int Amount)
{
    [Decider]
    Decision Decide(Balance from, Balance to) =>
        from.Amount < Amount ? Decision.Reject($"{from.Amount} there, {to.Amount} here")
      : Decision.Append(new MoneyMoved(From, To, Amount));
}

public partial record OpenAccount(AccountId Account, string Name, string Owner)
{
    [Decider]
    Decision Decide(Accounts accounts) =>
        accounts.Number > 0 ? Decision.Reject("one each") : Decision.Append(new AccountOpened(Account, 10, Owner));
}

[DecisionModel]
public sealed partial record Price(ProductId Product)
{
    public decimal? Now { get; init; }

    public DateTimeOffset Since { get; init; }

    public long Position { get; init; }

    Price On(PriceSet e, long position, DateTimeOffset recordedAt) => this with { Now = e.Price, Position = position, Since = recordedAt };
}

public partial record Order(ImmutableArray<ProductId> Products, decimal Offered)
{
    [Decider]
    Decision Decide(IReadOnlyList<Price> prices, IReadOnlyDictionary<ProductId, Price> byProduct) =>
        prices.Any(static price => price.Now is null) ? Decision.Reject("unknown product")
        : Products.Sum(product => byProduct[product].Now) != Offered ?
            Decision.Reject($"the price is {prices.Sum(static price => price.Now)}")
        : Decision.Append(new ProductsOrdered(Products, Offered));
}

/// <summary>Asks for nothing but the time.</summary>
public partial record struct Stamp(int Number)
{
    [Decider]
    readonly Decision Decide(DateTimeOffset now) => Decision.Append(new InvoiceCreated(now.Year + Number));
}

public partial record SayNull
{
    [Decider]
    Decision Decide(LastInvoice last) => last.Number < 0 ? Decision.Nothing : null!;
}

/// <summary>What a handler can learn of its event beside the payload.</summary>
[DecisionModel]
public sealed partial class Trail
{
    public List<(long Position, DateTimeOffset At, Guid Id)> Seen { get; } = [];

    void On(InvoiceCreated _, EventMetadata metadata, long position, DateTimeOffset recordedAt) =>
        Seen.Add((position, recordedAt, metadata.Id));
}

/// <summary>Forgets which course it is of.</summary>
[DecisionModel]
public partial record struct Forgetful(CourseId Course)
{
    public int Count;

    void On(StudentSubscribed _)
    {
        Count++;
        Course = new(99);
    }
}

/// <summary>The discard is used after all.</summary>
[DecisionModel]
public partial record struct UsesUnderscore(CourseId Course)
{
    public StudentId Last;

    void On(StudentSubscribed _) => Last = _.Student;
}
