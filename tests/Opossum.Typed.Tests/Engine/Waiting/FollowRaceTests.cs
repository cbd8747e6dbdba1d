using Opossum.Typed.Engine.Waiting;

namespace Opossum.Typed.Tests.Engine.Waiting;

/// <summary>What becomes durable while a follower begins to wait.</summary>
public class FollowRaceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_group_published_while_a_follower_reads_what_came_before_is_not_missed()
    {
        using var store = new SteppedStore();
        var reads = 0;
        using var follower = store.Follow(Raw.Item(["A"]), beforeRead: () =>
        {
            if (reads++ == 0) store.Append(Raw.Event("A"));           // it has looked up to the first event, and waits after that
        });
        store.Append(Raw.Event("A"));
        Assert.Equal(1, await NextAsync(follower));
        Assert.Equal(2, await NextAsync(follower));
    }

    [Fact]
    public async Task A_group_published_after_a_follower_read_nothing_that_matches_is_not_missed()
    {
        using var store = new SteppedStore();
        var reads = 0;
        using var follower = store.Follow(Raw.Item(["A"]), beforeRead: () =>
        {
            if (reads++ == 0) store.Append(Raw.Event("A"));
        });
        store.Append(Raw.Event("B"));
        Assert.Equal(2, await NextAsync(follower));
    }

    [Fact]
    public async Task A_group_published_after_a_follower_registered_and_before_it_looks_is_not_missed()
    {
        using var store = new SteppedStore(FlushStrategy.WhenTheSystemDoes);
        store.Append(Raw.Event("A"));
        var looks = 0;
        store.Watermark.Nudge = () =>               // called in between, while something is not durable
        {
            if (looks++ == 0) store.Flush();
        };
        using var follower = store.Follow(Raw.Item(["A"]));
        Assert.Equal(1, await NextAsync(follower));
        store.Append(Raw.Event("A"));
        store.Flush();
        Assert.Equal(2, await NextAsync(follower));
    }

    /// <summary>Two groups are published and announced while one follower registers and looks, in each order that there is.</summary>
    [Fact]
    public void In_every_order_of_publishing_and_registering_an_event_is_seen_or_wakes()
    {
        var orders = 0;
        foreach (var order in Merges("PNPN", "RL"))
        {
            using var store = new SteppedStore();
            using var wait = new FollowerWait(store.Followers, store.Compile(Raw.Item(["A"])));
            var (registered, seen) = (false, 0L);
            foreach (var step in order)
            {
                switch (step)
                {
                    case 'P':
                        Write(store, "A");
                        store.Watermark.Publish(store.Engine.Log.DurableHead, store.Engine.Log.DurableHead);
                        break;
                    case 'N':
                        store.Watermark.Announce(store.View);
                        break;
                    case 'R':
                        wait.Arm();
                        registered = true;
                        break;
                    case 'L':
                        Assert.True(registered);
                        seen = store.Watermark.DurableHead;
                        break;
                }
            }

            Assert.True(seen == 2 || store.Followers.WakeUps == 1, $"{order}: saw {seen} of 2, was not woken");
            orders++;
        }

        Assert.Equal(15, orders);
    }

    /// <summary>Each follower appends what the next one waits for: if one wake-up is missed, the ring stands still.</summary>
    [Fact]
    public async Task A_ring_of_followers_that_wake_each_other_never_stands_still()
    {
        const int Length = 32, Rounds = 100;
        using var folder = new StoreFolder();
        await using var log = await folder.OpenAsync(new() { MaxSegmentBytes = 64 << 10 });
        var ring = Enumerable.Range(0, Length).Select(i => Task.Run(async () =>
        {
            using var follower = log.Follow(Query.Tagged(new Tag($"to:{i}")));
            for (var handled = 0; handled < Rounds;)
            {
                Assert.True(await follower.FillAsync());
                for (; handled < Rounds && follower.TryRead(out _); handled++)
                    await log.AppendAsync([Raw.Event("A", $"to:{(i + 1) % Length}")]);
            }
        })).ToArray();
        for (var i = 0; i < 4; i++) await log.AppendAsync([Raw.Event("A", $"to:{i * Length / 4}")]);
        await Task.WhenAll(ring).WaitAsync(Patience);
        Assert.Equal(Length * Rounds + 4, log.Head);
    }

    /// <summary>All hashes are one: every event wakes it, few match.</summary>
    [Fact]
    public async Task Woken_in_vain_it_waits_again_and_misses_nothing()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(new() { TermMask = 0 });
        using var follower = log.Follow(Raw.Item(["A"]));
        for (var i = 1; i <= 20; i++)
        {
            var next = NextAsync(follower);
            await log.AppendAsync([Raw.Event("B")]);
            await log.AppendAsync([Raw.Event("A")]);
            Assert.Equal(2 * i, await next);
        }

        Assert.True(log.Followers.WakeUps >= 20);
    }

    [Fact]
    public async Task A_fault_wakes_all_with_an_exception_of_their_own()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        var waits = WaitForALot(log, after: 1);
        storage.Before = call =>
        {
            if (call.StartsWith("write", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("B")]));
        storage.Before = null;
        var faults = new List<Exception>();
        foreach (var wait in waits) faults.Add(await Assert.ThrowsAsync<StoreFaultedException>(() => wait.WaitAsync(Patience)));
        Assert.Equal(waits.Length, faults.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.All(faults, static fault => Assert.IsType<IOException>(fault.InnerException));
    }

    [Fact]
    public async Task Closing_wakes_all()
    {
        var log = EmbeddedEventLog.OpenInMemory();
        var waits = WaitForALot(log, after: 0);
        await log.DisposeAsync();
        Assert.All(await Task.WhenAll(waits).WaitAsync(Patience), Assert.False);
    }

    private static Task<bool>[] WaitForALot(EmbeddedEventLog log, long after)
    {
        var queries = Enumerable.Range(0, 100).Select(static i => Raw.Item([$"T{i}"])).Append(Query.All);
        return [.. queries.Select(query => log.Follow(query, after).FillAsync().AsTask())];
    }

    /// <summary>Makes an event durable and does not publish it.</summary>
    private static void Write(SteppedStore store, string type)
    {
        var request = store.Request([Raw.Event(type)]);
        if (store.Engine.Log.NextPosition == 1) store.Engine.Log.Roll(request.FrameLength);
        store.Engine.Log.Stage(request);
        store.Engine.Log.Write();
        store.Engine.Log.Flush();
    }

    private static IEnumerable<string> Merges(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0) return [a + b];
        return [.. Merges(a[1..], b).Select(rest => a[0] + rest), .. Merges(a, b[1..]).Select(rest => b[0] + rest)];
    }

    private static async Task<long> NextAsync(EventReader follower)
    {
        while (true)
        {
            if (follower.TryRead(out var e)) return e.Position;
            Assert.True(await follower.FillAsync().AsTask().WaitAsync(Patience));
        }
    }
}
