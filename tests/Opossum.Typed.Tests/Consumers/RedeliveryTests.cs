using Opossum.Typed.Tests.Engine;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>
/// However often an event is delivered, what its handler decides is appended at most once for each purpose: also when the state has turned
/// Nothing into Append meanwhile, when the handler fails between two decisions, after crashes, and in a restored store.
/// </summary>
public class RedeliveryTests
{
    private const int Books = 5;

    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_memory()
    {
        var random = new Random(Tier.Seed);
        await using var store = OpossumStore.OpenInMemory(Library.Model);
        for (var delivered = 0; delivered < Tier.Size(quick: 500, full: 5_000, @long: 100_000);)
            delivered += await RoundAsync(store, random, returns: 3, rounds: 2);
        await CheckAsync(store);
    }

    [Fact]
    public async Task On_disk_with_restarts_and_crashes()
    {
        var random = new Random(Tier.SeedOf(2));
        var folder = new StoreFolder();
        try
        {
            for (var delivered = 0; delivered < Tier.Size(quick: 100, full: 1_000, @long: 20_000);)
            {
                await using var store = await OpossumStore.OpenAsync(folder.Path, Library.Model, cancellationToken: Stop);
                delivered += await RoundAsync(store, random, returns: 2, rounds: 1);
                if (random.Next(2) == 0) continue;

                // The consumer's progress may be older than what it has appended, and is never newer.
                var crashed = folder.Crash();
                await store.DisposeAsync();
                folder.Dispose();
                folder = crashed;
            }

            await using var last = await OpossumStore.OpenAsync(folder.Path, Library.Model, cancellationToken: Stop);
            await CheckAsync(last);
        }
        finally
        {
            folder.Dispose();
        }
    }

    [Fact]
    public async Task In_a_restored_store_what_the_backup_has_is_not_answered_again_and_what_is_new_is()
    {
        var random = new Random(Tier.SeedOf(3));
        using var folder = new StoreFolder();
        using var backup = new StoreFolder();
        await using (var store = await OpossumStore.OpenAsync(folder.Path, Library.Model, cancellationToken: Stop))
        {
            await RoundAsync(store, random, returns: 20, rounds: 1);
            await store.BackupAsync(backup.Path, cancellationToken: Stop);

            // Lost with the store: the positions after the backup, and their keys, will be others' in the restored one.
            await RoundAsync(store, random, returns: 20, rounds: 1);
        }

        await using var restored = await OpossumStore.OpenAsync(backup.Path, Library.Model, cancellationToken: Stop);
        await RoundAsync(restored, random, returns: 20, rounds: 3);
        await CheckAsync(restored);
    }

    [Fact]
    public async Task In_a_second_store_events_of_two_stores_at_one_position_are_each_answered()
    {
        await using var first = OpossumStore.OpenInMemory(Library.Model);
        await using var second = OpossumStore.OpenInMemory(Library.Model);
        await using var library = OpossumStore.OpenInMemory(Library.Model);
        foreach (var source in (OpossumStore[])[first, second])
        {
            await source.AppendAsync(new BookReturned(new(1)), cancellationToken: Stop);
            for (var times = 0; times < 3; times++) await DeliverAllAsync(source, library, new(times));
        }

        var notes = await library.ReadAsync(Query.All).Select(static e => (ReturnNoted)e.Event).ToListAsync(Stop);
        Assert.Equal(2, notes.Count);
        Assert.Equal(2, notes.Select(static note => note.From).Distinct().Count());
    }

    [Fact]
    public async Task A_restored_store_that_answers_in_another_one_has_new_events_at_old_positions_answered()
    {
        using var folder = new StoreFolder();
        using var backup = new StoreFolder();
        await using var library = OpossumStore.OpenInMemory(Library.Model);
        await using (var source = await OpossumStore.OpenAsync(folder.Path, Library.Model, cancellationToken: Stop))
        {
            await source.AppendAsync(new BookReturned(new(1)), cancellationToken: Stop);
            await source.BackupAsync(backup.Path, cancellationToken: Stop);
            await source.AppendAsync(new BookReturned(new(2)), cancellationToken: Stop);
            await DeliverAllAsync(source, library, new(1));
        }

        await using var restored = await OpossumStore.OpenAsync(backup.Path, Library.Model, cancellationToken: Stop);
        await restored.AppendAsync(new BookReturned(new(3)), cancellationToken: Stop);
        await DeliverAllAsync(restored, library, new(2));
        var notes = await library.ReadAsync(Query.All).Select(static e => (ReturnNoted)e.Event).ToListAsync(Stop);
        Assert.Equal([(1, 1), (2, 2), (3, 2)], notes.Select(static note => (note.Book.Value, note.After)));
    }

    /// <summary>Books come back and readers want them, and all returns are delivered again, several times.</summary>
    /// <returns>How many deliveries there were.</returns>
    private static async Task<int> RoundAsync(OpossumStore store, Random random, int returns, int rounds)
    {
        for (var i = 0; i < returns; i++) await store.AppendAsync(new BookReturned(new(random.Next(Books))), cancellationToken: Stop);
        var deliveries = 0;
        for (var round = 0; round < rounds; round++)
        {
            deliveries += await DeliverAllAsync(store, store, random);

            // What was Nothing for an older return would be Append now.
            await store.AppendAsync(new BookWanted(new(random.Next(Books))), cancellationToken: Stop);
        }

        return deliveries + await DeliverAllAsync(store, store, random);
    }

    private static async Task<int> DeliverAllAsync(OpossumStore source, OpossumStore library, Random random)
    {
        var dice = new Random(random.Next());
        var failures = 0;
        var lender = new Lender(library, () =>
        {
            lock (dice) return dice.Next(12) == 0 && ++failures > 0;
        });
        await using var consumer = await source.StartConsumerAsync(
            lender,
            new()
            {
                Parallelism = random.Next(1, 5), MaxAttempts = 0, FirstPause = TimeSpan.FromTicks(1), LongestPause = TimeSpan.FromTicks(1),
                SaveWithin = TimeSpan.FromMilliseconds(2),
            },
            Stop);
        await consumer.MoveToAsync(0, Stop);
        await consumer.UntilAsync(source.Log.Head);
        return lender.Deliveries;
    }

    private static async Task CheckAsync(OpossumStore store)
    {
        var (returned, lent, noted) = (new HashSet<long>(), new HashSet<long>(), new HashSet<long>());
        var waiting = new int[Books];
        await foreach (var e in store.ReadAsync(Query.All))
        {
            switch (e.Event)
            {
                case BookReturned:
                    returned.Add(e.Position);
                    break;
                case BookWanted wanted:
                    waiting[wanted.Book.Value]++;
                    break;
                case BookLent book:
                    Assert.True(lent.Add(book.After), $"the return at {book.After} was answered twice: at {e.Position} again");
                    Assert.True(--waiting[book.Book.Value] >= 0, $"nobody waited for the book that is lent at {e.Position}");
                    break;
                case ReturnNoted note:
                    Assert.True(noted.Add(note.After), $"the return at {note.After} was noted twice: at {e.Position} again");
                    break;
            }
        }

        Assert.Equal(returned.Count, noted.Count);
        Assert.ProperSubset(returned, lent);
        Assert.NotEmpty(lent);
    }
}
