using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>A read after the wait sees what was written.</summary>
public sealed class WaitingTests : IAsyncDisposable
{
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task An_event_that_concerns_no_model_is_not_waited_for()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        var cleaned = await _store.AppendAsync(new LibraryCleaned(""));
        await views.UntilAsync(cleaned, TimeSpan.FromSeconds(5));
        await views.UntilAsync<BookCard>(cleaned.Last, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_outcome_without_events_waits_for_all_that_it_was_decided_by()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await _store.AppendAsync(new BookBought(LibraryLog.Book(1), new("north"), "", 0, 0));
        await views.UntilAsync(new Outcome.Rejected("no", null));
        Assert.NotNull(await views.FindAsync(BookCard.At(LibraryLog.Book(1))));
    }

    [Fact]
    public async Task A_position_that_does_not_come_ends_the_wait()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        var late = await Assert.ThrowsAsync<TimeoutException>(async () => await views.UntilAsync(7, TimeSpan.FromMilliseconds(50)));
        Assert.StartsWith(
            "The read model 'book_cards' is Running at 0 and has not come to position 7 in", late.Message, StringComparison.Ordinal);
        using var stop = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await views.UntilAsync(7, cancellationToken: stop.Token));
    }

    [Fact]
    public async Task A_wait_for_a_later_position_ends_with_its_event()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        var wait = views.UntilAsync(2).AsTask();
        await _store.AppendAsync(new BookBought(LibraryLog.Book(1), new("north"), "", 0, 0));
        Assert.False(wait.IsCompleted);
        await _store.AppendAsync(new BookBought(LibraryLog.Book(2), new("north"), "", 0, 0));
        await wait;
        Assert.NotNull(await views.FindAsync(BookCard.At(LibraryLog.Book(2))));
    }

    [Fact]
    public async Task A_model_can_not_be_read_before_it_has_caught_up()
    {
        await _store.AppendAsync(new BookBought(LibraryLog.Book(1), new("north"), "", 0, 0));
        var log = new PausingLog((EmbeddedEventLog)_store.Log, pauseAfter: 0);
        await using var paused = new OpossumStore(log, LibraryModel.Model);
        await using var views = await InMemoryReadModels.OpenAsync(paused, LibraryModel.ReadModels, new() { WaitUntilCaughtUp = false });
        await log.Paused;
        var error = await Assert.ThrowsAsync<ReadModelNotReadyException>(
            async () => await views.FindAsync(BookCard.At(LibraryLog.Book(1))));
        Assert.Equal("book_cards", error.Model);
        log.Resume();
        await views.UntilAsync(1);
        Assert.NotNull(await views.FindAsync(BookCard.At(LibraryLog.Book(1))));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
