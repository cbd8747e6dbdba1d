using Examples.InvoiceNumber;
using static Examples.Tests.Scenarios;

namespace Examples.Tests;

/// <summary>The published scenarios of "invoice number", by their numbers.</summary>
public class InvoiceNumberTests
{
    [Fact]
    public void Case_1_the_first_invoice_has_number_1() =>
        Empty.When(new CreateInvoice("foo", 1)).Then(new InvoiceCreated(new(1), "foo", 1));

    [Fact]
    public void Case_2_the_next_one_has_the_next_number() =>
        Empty.Given(new InvoiceCreated(new(1), "foo", 1)).When(new CreateInvoice("bar", 2)).Then(new InvoiceCreated(new(2), "bar", 2));

    [Fact]
    public void The_newest_invoice_counts_and_not_their_number() => Empty
        .Given(new InvoiceCreated(new(7), "foo", 1), new InvoiceCreated(new(8), "foo", 1))
        .When(new CreateInvoice("bar", 2)).Then(new InvoiceCreated(new(9), "bar", 2));

    [Fact]
    public async Task Many_at_the_same_time_leave_no_gap()
    {
        await using var store = await Empty.OpenStoreAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () => await store.DecideAsync(new CreateInvoice("c", i)))));
        Assert.Equal(
            Enumerable.Range(1, 100),
            await store.ReadAsync(Query.Of<InvoiceCreated>()).Select(static e => e.Event.Invoice.Number).ToListAsync());
    }
}
