namespace Examples.InvoiceNumber;

// Invoices are numbered without a gap. The boundary is the event type alone, and of it only the newest event is read, be there three or
// three million.

[Tag("invoice")]
public readonly partial record struct InvoiceId(int Number);

[Event("invoice-created")]
public partial record InvoiceCreated(InvoiceId Invoice, string Customer, decimal Total);

[DecisionModel(Last = true)]
public partial record struct LastInvoice()
{
    public int Number;

    void On(InvoiceCreated e) => Number = e.Invoice.Number;
}

public partial record CreateInvoice(string Customer, decimal Total)
{
    [Decider]
    Decision Decide(LastInvoice last) => Decision.Append(new InvoiceCreated(new(last.Number + 1), Customer, Total));
}

public static class Example
{
    public static async Task TellAsync(Story story)
    {
        await story.DecideAsync("an invoice", new CreateInvoice("Ada", 12.50m));
        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(async () => await story.Store.DecideAsync(new CreateInvoice("Charles", i)))));
        var numbers = await story.Store.ReadAsync(Query.Of<InvoiceCreated>()).Select(static e => e.Event.Invoice.Number).ToListAsync();
        Story.Say("and 20 at the same time: the numbers", $"{numbers[0]} to {numbers[^1]}, {numbers.Distinct().Count()} of them");
    }
}
