using Microsoft.Extensions.Time.Testing;

namespace Opossum.Typed.Tests.Engine.Retrieval;

/// <summary>Followers while others write: fast ones, slow ones, and ones that stand still. In the long tier for a minute.</summary>
public class FollowLoadTests
{
    private const int Writers = 8;
    private const int Followers = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How many events each writer writes. In the long tier some 60 seconds' worth.</summary>
    private static readonly int EventsPerWriter = Tier.Size(quick: 400, full: 2_000, @long: 40_000);

    [Fact]
    public async Task Eight_writers_and_eight_followers_lose_nothing_double_nothing_and_keep_the_order()
    {
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(new() { MaxSegmentBytes = 256 << 10 });
        var followers = Enumerable.Range(0, Followers).Select(i => Task.Run(() => FollowAsync(log, i))).ToArray();
        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(log, writer))));
        await log.AppendAsync([new(
            "end", default, [.. Enumerable.Range(0, Writers).Select(static writer => new Tag($"writer:{writer}"))])]);
        var seen = await Task.WhenAll(followers).WaitAsync(Patience);

        Assert.Equal(written.Sum() + 1, log.Head);
        for (var i = 0; i < Followers; i++) Assert.Equal(FollowsAll(i) ? written.Sum() : written[i], seen[i]);
    }

    [Fact]
    public async Task A_consumer_that_stands_still_reads_nothing_and_holds_nobody_up()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        using var still = log.Follow(Query.All);
        Assert.True(await still.FillAsync());
        Assert.True(still.TryRead(out _));

        var reads = CountReads(storage);
        for (var i = 0; i < 5000; i++) await log.AppendAsync([Raw.Event("A")]);
        Assert.Equal(0, reads());

        var positions = new List<long>();
        while (positions.Count < 5000 && await still.FillAsync().AsTask().WaitAsync(Patience))
            while (still.TryRead(out var e)) positions.Add(e.Position);
        Assert.Equal(Enumerable.Range(2, 5000).Select(static position => (long)position), positions);
    }

    [Fact]
    public async Task A_consumer_that_waits_asks_neither_the_disk_nor_the_clock_until_something_comes()
    {
        var storage = new WatchedStorage();
        var clock = new TimerWatch();
        await using var log = EmbeddedEventLog.Open(storage, new() { TimeProvider = clock });
        await log.AppendAsync([Raw.Event("A")]);
        using var follower = log.Follow(Query.All, after: 1);
        var (reads, timers) = (CountReads(storage), clock.Timers);
        var fill = follower.FillAsync().AsTask();       // it runs on this thread up to its wait
        clock.Advance(TimeSpan.FromDays(1));            // what it would do by the clock it does here
        Assert.Equal((0, timers), (reads(), clock.Timers));
        Assert.False(fill.IsCompleted);
        await log.AppendAsync([Raw.Event("B")]);
        Assert.True(await fill.WaitAsync(Patience));
    }

    /// <summary>One event a time, each with its writer's count; every seventh an append of three.</summary>
    private static async Task<long> WriteAsync(EmbeddedEventLog log, int writer)
    {
        var n = 0L;
        while (n < EventsPerWriter)
        {
            var events = new EventData[n % 7 == 0 ? 3 : 1];
            for (var i = 0; i < events.Length; i++) events[i] = new("written", BitConverter.GetBytes(++n), new Tag($"writer:{writer}"));
            await log.AppendAsync(events);
        }

        return n;
    }

    /// <returns>How many events came before the last one. A doubled, a missing and an early one fail at once.</returns>
    private static async Task<long> FollowAsync(EmbeddedEventLog log, int number)
    {
        var query = FollowsAll(number) ? Query.All : Query.Tagged(new Tag($"writer:{number}"));
        var writers = new Dictionary<Tag, long>();
        var (count, last) = (0L, 0L);
        using var reader = log.Follow(query);
        while (await reader.FillAsync())
        {
            while (reader.TryRead(out var e))
            {
                Assert.InRange(e.Position, last + 1, FollowsAll(number) ? last + 1 : log.DurableHead);
                Assert.True(e.Position <= log.DurableHead);
                last = e.Position;
                if (e.TypeName == "end") return count;
                var writer = e.GetTags()[0];
                var n = BitConverter.ToInt64(e.Payload);
                Assert.Equal(writers.GetValueOrDefault(writer) + 1, n);
                writers[writer] = n;
                if (++count % 200 == 0 && number % 4 == 1) Thread.Sleep(1);        // a slow one
            }
        }

        throw new InvalidOperationException("The log was closed before its end was followed.");
    }

    /// <summary>Half of them follow everything, the others a writer.</summary>
    private static bool FollowsAll(int number) => number % 2 == 0;

    private static Func<int> CountReads(WatchedStorage storage)
    {
        var reads = 0;
        storage.Before = call =>
        {
            if (call.StartsWith("read ", StringComparison.Ordinal)) Interlocked.Increment(ref reads);
        };
        return () => Volatile.Read(ref reads);
    }

    private sealed class TimerWatch : FakeTimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _timers);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
