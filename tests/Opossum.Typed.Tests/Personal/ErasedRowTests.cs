using Opossum.Typed.Tests.Campus;

namespace Opossum.Typed.Tests.Personal;

public class ErasedRowTests
{
    private static readonly ReadModelSet Views = new(
        ReadModelDescriptor.Of<LoanRow, (StudentId, GuestId)>(), ReadModelDescriptor.Of<StudentRow, StudentId>());

    private static readonly StudentId Ada = new(Guid.NewGuid()), Grace = new(Guid.NewGuid());

    [Fact]
    public async Task Rows_learn_of_an_erasure_and_what_is_joined_later_does_not_know_the_name()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var store = OpossumStore.OpenInMemory(CampusModel.Model);
        await using var views = await InMemoryReadModels.OpenAsync(store, Views, cancellationToken: cancellation);
        var guest = new GuestId("g-1");
        await store.AppendAsync([new StudentRegistered(Ada, "Ada", null, ""), new StudentRegistered(Grace, "Grace", null, "")]);
        var last = await store.AppendAsync(new MoneyLent(Ada, guest, 1, null, null, -1));
        await views.UntilAsync(last.Last, cancellationToken: cancellation);
        Assert.Equal("Ada", (await views.FindAsync(LoanRow.At(Ada, guest), cancellation))!.Lender);
        Assert.Equal("Ada", (await views.FindAsync(StudentRow.At(Ada), cancellation))!.Name);
        await store.EraseAsync(Ada, cancellation);
        last = await store.AppendAsync(new MoneyLent(Ada, guest, 2, null, null, -1));
        await views.UntilAsync(last.Last, cancellationToken: cancellation);
        Assert.Null(await views.FindAsync(StudentRow.At(Ada), cancellation));
        Assert.Equal("Grace", (await views.FindAsync(StudentRow.At(Grace), cancellation))!.Name);
        var loans = await views.FindAsync(LoanRow.At(Ada, guest), cancellation);
        Assert.Equal(("nobody", 2), (loans!.Lender, loans.Loans));
    }

    [Fact]
    public async Task A_decision_after_an_erasure_does_not_know_what_one_before_it_has_kept()
    {
        await using var store = OpossumStore.OpenInMemory(CampusModel.Model, new() { KeptStateEvents = 1 });
        await store.AppendAsync(new StudentRegistered(Ada, "Ada", null, ""));
        Assert.Equal("Ada", (await store.BuildAsync(new StudentName(Ada), TestContext.Current.CancellationToken)).Model.Name);
        await store.EraseAsync(Ada, TestContext.Current.CancellationToken);
        Assert.Null((await store.BuildAsync(new StudentName(Ada), TestContext.Current.CancellationToken)).Model.Name);
    }
}
