using System.Collections.Concurrent;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>What the storage is to blame for is tried again, and each event is in the rows once all the same.</summary>
public sealed class TroubleTests : IAsyncDisposable
{
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);
    private readonly ConcurrentQueue<ReadModelFailure> _failures = new();

    private ReadModelOptions Options => new()
    {
        OnFailure = _failures.Enqueue, FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(2),
        CacheBytes = 1 << 20,
    };

    [Fact]
    public async Task Whichever_call_of_the_storage_fails_the_rows_are_right_in_the_end()
    {
        for (var i = 0; i < Tier.Share(quick: 10, full: 250, @long: 1_000); i++)
        {
            var seed = Tier.SeedOf(i);
            var random = new Random(seed);
            var log = new LibraryLog(seed);
            await using var store = OpossumStore.OpenInMemory(LibraryModel.Model);
            var storage = new FaultyStorage();
            await store.AppendAsync(log.Take(50));
            await (await FaultyReadModels.OpenAsync(store, LibraryModel.ReadModels, storage, Options)).DisposeAsync();
            await using var views = await FaultyReadModels.OpenAsync(store, LibraryModel.ReadModels, storage, Options);
            var failing = random.Next(60);          // of the calls, loads of rows among them
            storage.Before = _ =>
            {
                if (Interlocked.Decrement(ref failing) is 0 or -3) throw new IOException("The disk is full.");
            };
            foreach (var batch in log.Take(100).Chunk(1 + random.Next(20))) await store.AppendAsync(batch);
            var differences = await LibraryCheck.DifferencesAsync(views, store);
            Assert.True(differences.IsEmpty, $"Seed {seed}: {string.Join('\n', differences)}");
        }
    }

    [Fact]
    public async Task While_it_is_tried_again_the_models_say_why_and_then_go_on()
    {
        var storage = new FaultyStorage();
        await using var views = await FaultyReadModels.OpenAsync(_store, LibraryModel.ReadModels, storage, Options);
        storage.Before = static _ => throw new IOException("The disk is full.");
        var bought = await _store.AppendAsync(new BookBought(LibraryLog.Book(1), new("north"), "", 0, 0));
        await Eventually.IsTrueAsync(() => views.Trouble is IOException);
        Assert.All(await views.GetStatusAsync(), static status =>
            Assert.Equal((ReadModelState.Retrying, false, 0), (status.State, status.Failure!.IsStopped, status.Failure.Position)));
        var late = await Assert.ThrowsAsync<TimeoutException>(async () => await views.UntilAsync(bought, TimeSpan.FromMilliseconds(20)));
        Assert.EndsWith(". The disk is full.", late.Message, StringComparison.Ordinal);
        storage.Before = static _ => { };
        await views.UntilAsync(bought);
        await Eventually.IsTrueAsync(() => views.Trouble is null);
        Assert.All(await views.GetStatusAsync(), static status => Assert.Equal(ReadModelState.Running, status.State));
        Assert.Equal(8, _failures.Count);           // once for each model, and not for each attempt
    }

    [Fact]
    public async Task Trouble_is_seen_once_all_models_say_so()
    {
        var seen = new ConcurrentQueue<Exception?>();
        FaultyReadModels? opened = null;
        var storage = new FaultyStorage();
        await using var views = opened = await FaultyReadModels.OpenAsync(
            _store, LibraryModel.ReadModels, storage, Options with { OnFailure = _ => seen.Enqueue(opened!.Trouble) });
        storage.Before = static _ => throw new IOException("The disk is full.");
        await _store.AppendAsync(new BookBought(LibraryLog.Book(1), new("north"), "", 0, 0));
        await Eventually.IsTrueAsync(() => views.Trouble is IOException);
        Assert.Equal(8, seen.Count);
        Assert.All(seen, Assert.Null);          // each is told of before it shows its state
        storage.Before = static _ => { };
    }

    [Fact]
    public async Task The_pause_grows_and_nobody_is_told_again_while_rows_are_folded_that_there_is_no_room_for()
    {
        await _store.AppendAsync([.. new LibraryLog(1).Take(5_000)]);
        var attempts = 0;
        var storage = new FaultyStorage
        {
            Before = call =>
            {
                if (call != "CommitAsync") return;
                Interlocked.Increment(ref attempts);
                throw new IOException("The disk is full.");
            },
        };
        await using var views = await FaultyReadModels.OpenAsync(
            _store, LibraryModel.ReadModels, storage, Options with { WaitUntilCaughtUp = false });
        await Eventually.IsTrueAsync(() => Volatile.Read(ref attempts) > 5);
        Assert.Equal(8, _failures.Count);
        storage.Before = static _ => { };
        await views.UntilAsync(5_000);
        Assert.Empty(await LibraryCheck.DifferencesAsync(views, _store));
    }

    [Fact]
    public async Task An_opening_that_can_not_catch_up_fails()
    {
        await _store.AppendAsync(new BookBought(LibraryLog.Book(1), new("north"), "", 0, 0));
        var storage = new FaultyStorage
        {
            Before = static call =>
            {
                if (call == "BeginAsync") throw new IOException("The disk is full.");
            },
        };
        var error = await Assert.ThrowsAsync<ReadModelException>(
            () => FaultyReadModels.OpenAsync(_store, LibraryModel.ReadModels, storage, Options));
        Assert.Equal("The read models in a test can't catch up: The disk is full.", error.Message);
    }

    [Fact]
    public async Task Rows_of_another_store_are_refused_or_made_again()
    {
        var storage = new FaultyStorage();
        await _store.AppendAsync(new BookBought(LibraryLog.Book(1), new("north"), "", 0, 0));
        await (await FaultyReadModels.OpenAsync(_store, LibraryModel.ReadModels, storage)).DisposeAsync();
        await using var other = OpossumStore.OpenInMemory(LibraryModel.Model);
        var error = await Assert.ThrowsAsync<ReadModelHistoryException>(
            () => FaultyReadModels.OpenAsync(other, LibraryModel.ReadModels, storage));
        Assert.Equal(("book_cards", CheckpointProblem.OtherStore, 1L), (error.Model, error.Problem, error.Checkpoint.Position));
        await using var views = await FaultyReadModels.OpenAsync(
            other, LibraryModel.ReadModels, storage, new() { WhenHistoryDiffers = HistoryMismatch.Rebuild });
        Assert.Empty(await LibraryCheck.DifferencesAsync(views, other));
    }

    [Fact]
    public async Task Rows_that_are_evicted_and_loaded_again_equal_a_plain_fold()
    {
        var storage = new FaultyStorage();
        var (loads, writes) = (0, 0);
        storage.Before = call =>
        {
            if (call == "LoadAsync") loads++;
            if (call == "Write") writes++;
        };
        var log = new LibraryLog(Tier.Seed, books: 1_500, readers: 300);
        await _store.AppendAsync(log.Take(20_000));
        await using var views = await FaultyReadModels.OpenAsync(_store, LibraryModel.ReadModels, storage, Options);
        Assert.Empty(await LibraryCheck.DifferencesAsync(views, _store));
        Assert.InRange(loads, 100, 5_000);          // one call for all that a block lacks, and not one for each row
        Assert.InRange(writes, 10_000, 60_000);
    }

    [Fact]
    public async Task While_a_model_catches_up_a_wait_ends_with_the_commit_and_not_before()
    {
        var storage = new FaultyStorage();
        var journal = new ReadModelSet(ReadModelDescriptor.Of<JournalEntry, long>());
        await (await FaultyReadModels.OpenAsync(_store, journal, storage)).DisposeAsync();
        var bought = new BookBought(LibraryLog.Book(1), new("north"), "", 0, 0);
        await _store.AppendAsync(Enumerable.Repeat(bought, 30_000));
        await using var views = await FaultyReadModels.OpenAsync(_store, journal, storage, new() { WaitUntilCaughtUp = false });
        foreach (var position in (long[])[500, 3_000, 12_000, 20_000, 30_000])
        {
            await views.UntilAsync(position);
            Assert.NotNull(await views.FindAsync(JournalEntry.At(position)));
        }
    }

    [Fact]
    public void Options_out_of_their_range_are_refused()
    {
        Assert.Throws<ArgumentException>(static () => new ReadModelOptions { CacheBytes = 1 }.Checked());
        Assert.Throws<ArgumentException>(static () => new ReadModelOptions { FirstPause = TimeSpan.Zero }.Checked());
        Assert.Throws<ArgumentException>(static () => new ReadModelOptions { LongestPause = TimeSpan.FromDays(2) }.Checked());
        Assert.Throws<ArgumentException>(static () => new ReadModelOptions { WhenHistoryDiffers = (HistoryMismatch)7 }.Checked());
        Assert.Throws<ArgumentException>(static () => new ReadModelOptions { WhenReplaced = (ReplacedLogic)7 }.Checked());
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
