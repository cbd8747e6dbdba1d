namespace Examples.RecordDuplication;

// A form that is sent twice must not become two orders. It has a token, made when it was shown.

[Tag("order")]
public readonly partial record struct OrderId(string Value);

[Tag("idempotency")]
public readonly partial record struct IdempotencyToken(string Value);

[Event("order-placed")]
public partial record OrderPlaced(OrderId Order, IdempotencyToken Token);

[DecisionModel]
public partial record struct TokenUse(IdempotencyToken Token)
{
    public bool IsUsed;

    void On(OrderPlaced _) => IsUsed = true;
}

public partial record PlaceOrder(OrderId Order, IdempotencyToken Token)
{
    [Decider]
    Decision Decide(TokenUse token) =>
        token.IsUsed ? Decision.Reject("Re-submission", "re-submission") : Decision.Append(new OrderPlaced(Order, Token));
}

public static class Example
{
    public static async Task TellAsync(Story story)
    {
        await story.DecideAsync("an order", new PlaceOrder(new("o1"), new("t1")));
        await story.DecideAsync("the same form, sent again", new PlaceOrder(new("o2"), new("t1")));
        await story.DecideAsync("another form", new PlaceOrder(new("o2"), new("t2")));

        // Where the caller only wants its first answer again, no model is needed: an append key does that, after a restart too.
        _ = await story.Store.DecideAsync(new PlaceOrder(new("o3"), new("t3")), key: "request-4711");
        Story.Say(
            "a request repeated with its append key",
            await story.Store.DecideAsync(new PlaceOrder(new("o3"), new("t3")), key: "request-4711"));
    }
}
