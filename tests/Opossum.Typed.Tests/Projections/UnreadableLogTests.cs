using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>Nobody catches what a timer throws: it would end the process, with everything else that is in it.</summary>
public class UnreadableLogTests
{
    private static readonly Exception[] Troubles =
    [
        new StoreDamagedException("0000000001.seg", 64, "a segment is missing"), new IOException("no handles are left"),
        new UnauthorizedAccessException(), new ObjectDisposedException("log"),
    ];

    [Fact]
    public async Task A_log_that_is_replaced_or_damaged_ends_no_process_by_the_timer_of_its_read_models()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var log = new TroubledLog(EmbeddedEventLog.OpenInMemory());
        await using var store = new OpossumStore(log, LibraryModel.Model, new() { TimeProvider = clock });
        await store.AppendAsync(new LibraryLog(Tier.Seed).Take(10));
        await using var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
        await views.UntilAsync(store.Head);
        foreach (var trouble in Troubles)
        {
            log.Trouble = trouble;
            var asked = log.Asked;
            while (log.Asked == asked)
            {
                clock.Advance(TimeSpan.FromSeconds(1));         // runs the timer's callback here
                await Task.Yield();
            }
        }

        log.Trouble = null;
    }

    [Fact]
    public async Task That_a_log_can_not_be_followed_any_more_is_told_once_however_often_it_is_tried()
    {
        var log = new FaultedLog(EmbeddedEventLog.OpenInMemory());
        await using var store = new OpossumStore(log, LibraryModel.Model);
        await store.AppendAsync(new LibraryLog(Tier.Seed).Take(10));
        var told = 0;
        await using var views = await InMemoryReadModels.OpenAsync(store, new(ReadModelDescriptor.Of<BookCard, BookId>()), new()
        {
            FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(2),
            OnFailure = failure => Interlocked.Add(ref told, failure.IsFinal ? 1 : 100),
        });
        await Eventually.IsTrueAsync(() => log.Asked > 5);
        Assert.Equal(1, Volatile.Read(ref told));
        Assert.IsType<StoreFaultedException>(views.Trouble);
        Assert.Equal(ReadModelState.Retrying, Assert.Single(await views.GetStatusAsync()).State);
    }

    private sealed class FaultedLog(IEventLog log) : PassingLog(log)
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public override EventFollower Follow(Query query, long after = 0)
        {
            Interlocked.Increment(ref _asked);
            throw new StoreFaultedException(new IOException("EIO"));
        }
    }

    private sealed class TroubledLog(IEventLog log) : PassingLog(log)
    {
        private int _asked;

        public Exception? Trouble { get; set; }

        public int Asked => Volatile.Read(ref _asked);

        public override long TagEpoch
        {
            get
            {
                Interlocked.Increment(ref _asked);
                return Trouble is null ? base.TagEpoch : throw Trouble;
            }
        }
    }
}
