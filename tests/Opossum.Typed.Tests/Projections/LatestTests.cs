using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>A row as of now, and the condition to append by.</summary>
public sealed class LatestTests : IAsyncDisposable
{
    private static readonly BookId Emma = LibraryLog.Book(1);

    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task It_has_the_events_that_the_stored_row_lacks()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        for (var i = 0; i < Tier.Size(quick: 150, full: 500); i++)          // each with a fold of all before it
        {
            var book = LibraryLog.Book(i % 3);
            if (i % 10 == 9) await _store.AppendAsync(new BookLost(book, default));
            else await _store.AppendAsync(new BookBought(book, new("north"), $"{i}", 0, 0));
            var (card, _) = await views.LatestAsync(BookCard.At(book));        // without a wait
            Assert.Equal(i % 10 == 9 ? null : $"{i}", card?.Title);
            var (totals, _) = await views.LatestAsync(LibraryTotals.At());
            Assert.Equal((await NaiveLibrary.FoldAsync(_store)).Totals.SingleOrDefault(), totals);
        }
    }

    [Fact]
    public async Task Its_condition_refuses_what_was_decided_by_an_older_row()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await _store.AppendAsync(new BookBought(Emma, new("north"), "Emma", 0, 1));
        var (_, unless) = await views.LatestAsync(BookCard.At(Emma));
        await _store.AppendAsync(new BookLent(LibraryLog.Book(2), new(1), default));             // another row
        Assert.True((await _store.TryAppendAsync(new BookLent(Emma, new(1), default), unless)).IsAppended);
        Assert.False((await _store.TryAppendAsync(new BookLent(Emma, new(2), default), unless)).IsAppended);
    }

    [Fact]
    public async Task Its_condition_refuses_what_came_while_the_row_was_read()
    {
        await _store.AppendAsync(new BookBought(Emma, new("north"), "Emma", 0, 1));
        var log = new PausingLog((EmbeddedEventLog)_store.Log, pauseAfter: 1);
        await using var paused = new OpossumStore(log, LibraryModel.Model);
        await using var views = await InMemoryReadModels.OpenAsync(paused, LibraryModel.ReadModels, new() { WaitUntilCaughtUp = false });
        var reading = views.LatestAsync(BookCard.At(Emma)).AsTask();
        await log.Paused;
        await _store.AppendAsync(new BookLent(Emma, new(1), default));
        log.Resume();
        var (card, unless) = await reading;
        Assert.Equal(0, card!.Lent);
        Assert.False((await _store.TryAppendAsync(new BookLent(Emma, new(2), default), unless)).IsAppended);
    }

    [Fact]
    public async Task A_row_of_two_tags_takes_the_events_that_have_both()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await _store.AppendAsync([new BookLent(Emma, new(1), default), new BookLent(Emma, new(2), default)]);
        var (loan, unless) = await views.LatestAsync(Loan.At(Emma, new(1)));
        Assert.Equal((1, 1), (loan!.Times, loan.LentAt));
        await _store.AppendAsync(new BookReturned(Emma, new(2)));
        Assert.True((await _store.TryAppendAsync(new BookReturned(Emma, new(1)), unless)).IsAppended);
    }

    [Fact]
    public async Task Rows_that_are_not_found_by_tags_have_none()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await Assert.ThrowsAsync<NotSupportedException>(async () => await views.LatestAsync(DailyFines.At(default, "EUR")));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await views.LatestAsync(JournalEntry.At(1)));
    }

    [Fact]
    public async Task A_handler_that_fails_at_a_later_event_fails_the_read()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await _store.AppendAsync(new BookRated(Emma, 1, "throw"));
        var error = await Assert.ThrowsAsync<ReadModelStoppedException>(async () => await views.LatestAsync(BookRating.At(Emma)));
        Assert.Equal((1, "book-rated", (object)Emma), (error.Failure.Position, error.Failure.EventType, error.Failure.RowKey));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
