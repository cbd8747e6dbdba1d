using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections.Watching;

/// <summary>What a loop over a watched row goes on after, and what it ends with.</summary>
[Collection(nameof(GatedTally))]          // whose gate is one for the process
public sealed class WatchEndTests : IAsyncLifetime
{
    private static readonly BookId Emma = LibraryLog.Book(1);

    private readonly StoreFolder _folder = new();
    private OpossumStore _store = null!;

    private static ReadModelOptions Hasty => new()
    {
        FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(2),
    };

    public async ValueTask InitializeAsync() => _store = await OpossumStore.OpenAsync(_folder.Path, LibraryModel.Model);

    [Fact]
    public async Task Old_rows_are_given_and_then_those_that_take_their_place()
    {
        await LendAsync(3);
        await (await OpenAsync<FirstTally>()).DisposeAsync();
        using var closed = GatedTally.Close();
        await using var views = await OpenAsync<GatedTally>(new() { WaitUntilCaughtUp = false });
        await using var loop = Watch<GatedTally>(views);
        Assert.Equal((1, 3), Counts(await loop.NextAsync()));
        await LendAsync(1);
        Assert.True(loop.Waits);
        GatedTally.Open();
        await loop.UntilAsync(static row => Counts(row) == (4, 16));        // they take the place as of three events, or of all four
        await LendAsync(1);
        Assert.Equal((4, 20), Counts(await loop.NextAsync()));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task While_nothing_can_be_read_the_loop_waits_for_the_rows(bool isChanged)
    {
        await LendAsync(3);
        if (isChanged) await (await OpenAsync<FirstTally>()).DisposeAsync();
        using var closed = GatedTally.Close();
        await using var views = await OpenAsync<GatedTally>(new() { WaitUntilCaughtUp = false, ReadsOldRows = false });
        await using var loop = Watch<GatedTally>(views);
        Assert.True(loop.Waits);
        GatedTally.Open();
        Assert.Equal((4, 12), Counts(await loop.NextAsync()));
    }

    [Fact]
    public async Task A_model_without_rows_says_so_once_it_can_be_read()
    {
        await _store.AppendAsync(new LibraryCleaned(""));
        var log = new PausingLog((EmbeddedEventLog)_store.Log, pauseAfter: 0);
        await using var paused = new OpossumStore(log, LibraryModel.Model);
        await using var views = await InMemoryReadModels.OpenAsync(
            paused, new(ReadModelDescriptor.Of<BookCard, BookId>()), new() { WaitUntilCaughtUp = false });
        await log.Paused;
        await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        Assert.True(loop.Waits);
        log.Resume();
        Assert.Null(await loop.NextAsync());
    }

    [Fact]
    public async Task A_rebuild_that_makes_the_same_row_gives_nothing_and_the_next_change_comes()
    {
        await using var views = await OpenAsync<SecondTally>();
        await views.UntilAsync(await LendAsync(1));
        await using var loop = Watch<SecondTally>(views);
        Assert.Equal((2, 2), Counts(await loop.NextAsync()));
        await views.RebuildAsync("tallies");
        Assert.True(loop.Waits);
        await LendAsync(1);
        Assert.Equal((2, 4), Counts(await loop.NextAsync()));
    }

    [Fact]
    public async Task A_model_that_stops_ends_the_loop_after_its_last_row()
    {
        await using var views = await OpenAsync<SecondTally>();
        await using var loop = Watch<SecondTally>(views);
        Assert.Null(await loop.NextAsync());
        Assert.True(loop.Waits);
        await _store.AppendAsync([new BookLent(Emma, new(1), default), new BookRetitled(Emma, "throw")]);
        Assert.Equal((2, 2), Counts(await loop.NextAsync()));
        var stopped = await Assert.ThrowsAsync<ReadModelStoppedException>(loop.EndAsync);
        Assert.Equal(2, stopped.Failure.Position);

        await using var later = Watch<SecondTally>(views);
        Assert.Equal((2, 2), Counts(await later.NextAsync()));
        await Assert.ThrowsAsync<ReadModelStoppedException>(later.EndAsync);

        await views.SkipAsync("tallies", 2);
        await using var resumed = Watch<SecondTally>(views);
        await resumed.NextAsync();
        await LendAsync(1);
        Assert.Equal((2, 4), Counts(await resumed.NextAsync()));
    }

    [Fact]
    public async Task Rows_that_can_not_take_the_place_of_old_ones_end_the_loop()
    {
        await LendAsync(1);
        await (await OpenAsync<FirstTally>()).DisposeAsync();
        await _store.AppendAsync(new BookRetitled(Emma, "throw"));
        await using var views = await OpenAsync<SecondTally>(new() { WaitUntilCaughtUp = false });
        await using var loop = Watch<SecondTally>(views);
        Assert.Equal((1, 1), Counts(await loop.NextAsync()));
        await Assert.ThrowsAsync<ReadModelStoppedException>(loop.EndAsync);
    }

    [Fact]
    public async Task A_rebuild_by_hand_that_stops_does_not_concern_the_rows_that_are_read()
    {
        await using var views = await OpenAsync<SecondTally>();
        await _store.AppendAsync(new BookRetitled(Emma, "throw"));
        await views.SkipAsync("tallies", 1);
        await using var loop = Watch<SecondTally>(views);
        Assert.Null(await loop.NextAsync());
        await Assert.ThrowsAsync<ReadModelStoppedException>(() => views.RebuildAsync("tallies"));
        Assert.True(loop.Waits);
        await LendAsync(1);
        Assert.Equal((2, 2), Counts(await loop.NextAsync()));
    }

    [Fact]
    public async Task Trouble_that_passes_does_not_end_the_loop()
    {
        var storage = new FaultyStorage();
        await using var views = await FaultyReadModels.OpenAsync(
            _store, new(ReadModelDescriptor.Of<Tally<FirstTally>, BookId>()), storage, Hasty);
        await using var loop = Watch<FirstTally>(views);
        Assert.Null(await loop.NextAsync());
        storage.Before = static _ => throw new IOException("The disk is full.");
        await LendAsync(1);
        await Eventually.IsTrueAsync(() => views.Trouble is IOException);
        Assert.True(loop.Waits);
        storage.Before = static _ => { };
        Assert.Equal((1, 1), Counts(await loop.NextAsync()));
    }

    [Fact]
    public async Task A_store_that_is_damaged_ends_the_loop_with_the_cause()
    {
        var log = new DamagedLog(EmbeddedEventLog.OpenInMemory());
        await using var store = new OpossumStore(log, LibraryModel.Model);
        await using var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels, Hasty);
        await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        Assert.Null(await loop.NextAsync());
        Assert.True(loop.Waits);
        log.IsDamaged = true;
        await views.RebuildAsync("book_cards").ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
        var error = await Assert.ThrowsAsync<ReadModelException>(loop.EndAsync);
        Assert.IsType<StoreDamagedException>(error.InnerException);
        Assert.StartsWith("The read model 'book_cards' can't follow its store any more: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_closed_ends_the_loop_after_its_last_row()
    {
        await using var views = await OpenAsync<FirstTally>();
        await using var loop = Watch<FirstTally>(views);
        Assert.Null(await loop.NextAsync());
        await views.UntilAsync(await LendAsync(1));
        await _store.DisposeAsync();
        await Eventually.IsTrueAsync(() => views.GetStatusAsync().AsTask().Result[0].State == ReadModelState.Closed);
        Assert.Equal((1, 1), Counts(await loop.NextAsync()));
        await loop.EndAsync();
    }

    [Fact]
    public async Task Read_models_that_are_closed_end_the_loop_and_refuse_others()
    {
        var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        await using var begun = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        await loop.NextAsync();
        Assert.True(loop.Waits);
        await views.DisposeAsync();
        await loop.EndAsync();
        await begun.EndAsync();
        Assert.Throws<ObjectDisposedException>(() => views.WatchAsync(BookCard.At(Emma)));
        Assert.Throws<ObjectDisposedException>(() => views.WatchAsync<BookCard>(static all => all));
    }

    [Fact]
    public async Task A_token_ends_the_loop_whether_the_call_or_the_loop_has_it()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        using var stop = new CancellationTokenSource();
        await using var byCall = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma), stop.Token));
        await using var byLoop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        await byCall.NextAsync();
        await byLoop.NextAsync();
        Assert.True(byCall.Waits && byLoop.Waits);
        await stop.CancelAsync();
        await byLoop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(byCall.EndAsync);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(byLoop.EndAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private ValueTask<AppendResult> LendAsync(int times) =>
        _store.AppendAsync(Enumerable.Repeat(new BookLent(Emma, new(1), default), times));

    private async Task<InMemoryReadModels> OpenAsync<TVersion>(ReadModelOptions? options = null) where TVersion : ITallyVersion =>
        await InMemoryReadModels.OpenAsync(_store, new(ReadModelDescriptor.Of<Tally<TVersion>, BookId>()), options);

    private static WatchLoop<Tally<TVersion>?> Watch<TVersion>(ReadModels views) where TVersion : ITallyVersion =>
        new(views.WatchAsync(Tally<TVersion>.At(Emma)));

    private static (long Version, long Lent)? Counts<TVersion>(Tally<TVersion>? row) where TVersion : ITallyVersion =>
        row is null ? null : (row.Version, row.Lent);

    private sealed class DamagedLog(IEventLog log) : PassingLog(log)
    {
        public bool IsDamaged { get; set; }

        public override long TagEpoch => IsDamaged
            ? throw new StoreDamagedException("0000000001.seg", 64, "a segment is missing")
            : base.TagEpoch;
    }
}
