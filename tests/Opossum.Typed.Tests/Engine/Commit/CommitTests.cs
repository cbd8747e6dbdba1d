using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Engine.HeadFiles;

namespace Opossum.Typed.Tests.Engine.Commit;

public class CommitTests
{
    private const string Segment1 = "events/0000000001.seg";

    /// <summary>What takes longer has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_append_is_one_write_and_one_flush_before_it_is_acknowledged()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        storage.TakeCalls();
        await log.AppendAsync([Raw.Event("A"), Raw.Event("B")]);
        Assert.Equal(["write " + Segment1, "flush " + Segment1, "write " + HeadFile.Name], storage.TakeCalls());
    }

    [Fact]
    public async Task Appends_that_queue_up_during_a_flush_share_the_next_write_and_flush()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        storage.TakeCalls();
        using var queued = new Gate();
        storage.Before = call =>
        {
            if (call.StartsWith("flush", StringComparison.Ordinal)) queued.Pass();
        };
        var first = log.AppendAsync([Raw.Event("first")]).AsTask();
        Assert.True(SpinWait.SpinUntil(() => storage.TakeCalls().Contains("flush " + Segment1), TimeSpan.FromSeconds(10)));
        var others = Enumerable.Range(0, 20).Select(i => log.AppendAsync([Raw.Event("other")]).AsTask()).ToArray();
        storage.Before = null;
        queued.Open();
        await Task.WhenAll(others);
        Assert.Equal(
            ["write " + HeadFile.Name, "write " + Segment1, "flush " + Segment1, "write " + HeadFile.Name], storage.TakeCalls());
        Assert.Equal(Enumerable.Range(3, 20).Select(p => (long)p), others.Select(o => o.Result.First));
        Assert.Equal(2, (await first).First);
    }

    [Fact]
    public async Task Nothing_is_seen_before_it_is_flushed()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        using var flush = new Gate();
        storage.Before = call =>
        {
            if (call.StartsWith("flush", StringComparison.Ordinal)) flush.Pass();
        };
        var append = log.AppendAsync([Raw.Event("B", "t:1")]).AsTask();
        flush.WaitUntilReached();
        var refused = log.AppendAsync([Raw.Event("C")], unless: Query.Tagged(new Tag("t:1"))).AsTask();
        Assert.Equal(1, log.Head);
        Assert.Equal(["1 A"], await Raw.ReadAsync(log, Query.All));
        Assert.Empty(await Raw.ReadAsync(log, Query.Tagged(new Tag("t:1"))));
        Assert.False(append.IsCompleted);
        Assert.False(refused.IsCompleted);
        storage.Before = null;
        flush.Open();
        await append;
        await Assert.ThrowsAsync<AppendConditionFailedException>(() => refused);
    }

    [Fact]
    public async Task A_condition_sees_the_staged_events_of_its_own_group()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        using var queued = new Gate();
        storage.Before = call =>
        {
            if (call == "flush " + Segment1) queued.Pass();
        };
        var blocker = log.AppendAsync([Raw.Event("A")]).AsTask();
        Assert.True(SpinWait.SpinUntil(() => storage.TakeCalls().Contains("flush " + Segment1), TimeSpan.FromSeconds(10)));
        var racers = Enumerable.Range(0, 8)
            .Select(_ => log.AppendAsync([Raw.Event("claimed", "name:ada")], unless: Query.Tagged(new Tag("name:ada"))).AsTask())
            .ToArray();
        storage.Before = null;
        queued.Open();
        await blocker;
        await Task.WhenAll(racers.Select(r => r.ContinueWith(static _ => { }, TaskScheduler.Default)));
        Assert.Equal(1, racers.Count(r => r.IsCompletedSuccessfully));
        Assert.All(
            racers.Where(r => r.IsFaulted),
            r => Assert.Equal(2, Assert.IsType<AppendConditionFailedException>(r.Exception!.InnerException).Conflict.Position));
        Assert.Equal(2, log.Head);
    }

    [Fact]
    public async Task A_segment_is_filled_and_flushed_before_it_gets_its_name_and_the_name_is_flushed()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 4096 });
        await log.AppendAsync([Raw.Event("A")]);
        var calls = storage.TakeCalls();
        var created = Array.IndexOf(calls, $"create {Segment1}.tmp");
        Assert.Equal([
            $"create {Segment1}.tmp", $"write {Segment1}.tmp", $"flush {Segment1}.tmp", $"rename {Segment1}.tmp {Segment1}", "sync events"
        ], calls[created..(created + 5)]);
    }

    [Fact]
    public async Task Every_roll_flushes_the_segment_before_it()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(
            storage, new() { MaxSegmentBytes = 4096, FlushEventsImmediately = false, TimeProvider = new FakeTimeProvider() });
        for (var i = 0; i < 60; i++) await log.AppendAsync([Raw.Event("A")]);
        var calls = storage.TakeCalls();
        var flushed = Array.IndexOf(calls, "flush " + Segment1);
        var next = Array.FindIndex(calls, call =>
            call.StartsWith("write events/0000000002.seg", StringComparison.Ordinal) && !call.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.InRange(flushed, 0, next - 1);
    }

    [Fact]
    public async Task Deferred_flushing_acknowledges_before_the_flush_and_catches_up_by_itself()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, new() { FlushEventsImmediately = false });
        for (var i = 0; i < 5; i++) await log.AppendAsync([Raw.Event("A")]);
        Assert.Equal(5, log.Head);
        Assert.True(SpinWait.SpinUntil(() => log.DurableHead == 5, TimeSpan.FromSeconds(10)));
        Assert.Contains("flush " + Segment1, storage.TakeCalls());
    }

    [Fact]
    public async Task Deferred_flushing_does_not_flush_each_append()
    {
        var storage = new WatchedStorage();
        var log = EmbeddedEventLog.Open(storage, new() { FlushEventsImmediately = false, TimeProvider = new FakeTimeProvider() });
        for (var i = 0; i < 50; i++) await log.AppendAsync([Raw.Event("A")]);
        Assert.Equal((50, 0), (log.Head, log.DurableHead));
        Assert.DoesNotContain("flush " + Segment1, storage.TakeCalls());
        await log.DisposeAsync();
        Assert.Contains("flush " + Segment1, storage.TakeCalls());
    }

    [Fact]
    public async Task A_sealed_segment_is_never_written_to_again()
    {
        var storage = new WatchedStorage();
        await using (var log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 4096 }))
        {
            for (var i = 0; i < 60; i++) await log.AppendAsync([Raw.Event("A")]);
            Assert.Contains(storage.TakeCalls(), call => call == "write events/0000000002.seg");
            for (var i = 0; i < 200; i++) await log.AppendAsync([Raw.Event("A")]);
        }

        await using (var log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 4096 })) await log.AppendAsync([Raw.Event("A")]);
        Assert.DoesNotContain("write " + Segment1, storage.TakeCalls());
    }

    [Fact]
    public async Task Asked_for_its_result_before_the_flush_an_append_makes_its_caller_wait()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        using var flush = new Gate();
        storage.Before = call =>
        {
            if (call == "flush " + Segment1) flush.Pass();
        };
        var early = log.AppendAsync([Raw.Event("A")]);
        var waiting = Task.Factory.StartNew(() => early.GetAwaiter().GetResult(), TaskCreationOptions.LongRunning);
        flush.WaitUntilReached();
        Assert.False(waiting.IsCompleted);
        var others = Enumerable.Range(0, 10).Select(_ => log.AppendAsync([Raw.Event("B")]).AsTask()).ToArray();
        storage.Before = null;
        flush.Open();
        Assert.Equal(1, (await waiting.WaitAsync(Patience)).First);
        Assert.Equal(
            Enumerable.Range(2, 10).Select(i => (long)i), (await Task.WhenAll(others).WaitAsync(Patience)).Select(r => r.First).Order());
    }
}
