namespace Opossum.Typed.Tests.Engine.Commit;

public class FailStopTests
{
    [Theory, InlineData("write"), InlineData("flush")]
    public async Task After_a_failed_write_or_flush_every_append_fails_and_reads_go_on(string call)
    {
        var storage = new WatchedStorage();
        var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        storage.TakeCalls();
        storage.Before = made =>
        {
            if (made.StartsWith(call + " events", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        Task[] waiters = [.. Enumerable.Range(0, 5).Select(_ => log.AppendAsync([Raw.Event("B")]).AsTask())];
        foreach (var waiter in waiters)
            Assert.Contains(
                "the disk is gone", (await Assert.ThrowsAsync<StoreFaultedException>(() => waiter)).Message, StringComparison.Ordinal);
        storage.Before = null;
        var later = await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("C")]));
        Assert.IsType<IOException>(later.InnerException);
        Assert.Same(later.InnerException, log.Fault?.InnerException);
        Assert.Equal(["1 A"], await Raw.ReadAsync(log, Query.All));
        Assert.Equal(1, log.Head);
        storage.TakeCalls();
        await log.DisposeAsync();
        Assert.Empty(storage.TakeCalls());      // no retry of the flush, no close frame, no promise in the lock file

        await using var reopened = EmbeddedEventLog.Open(storage, null);
        Assert.False(reopened.Recovery.WasClosed);
        Assert.InRange(reopened.Head, 1, 6);
    }

    [Fact]
    public async Task Every_caller_gets_an_exception_of_its_own_with_the_same_cause()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        var followers = Enumerable.Range(0, 2).Select(_ => log.Follow(Query.All).FillAsync().AsTask()).ToArray();
        storage.Before = static made =>
        {
            if (made.StartsWith("flush events", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        var group = Enumerable.Range(0, 5).Select(_ => log.AppendAsync([Raw.Event("B")]).AsTask()).ToArray();
        var faults = new List<StoreFaultedException>();
        foreach (var caller in group.Concat<Task>(followers)) faults.Add(await FaultOf(caller));
        for (var i = 0; i < 100; i++)
        {
            faults.Add(await FaultOf(log.AppendAsync([Raw.Event("B")]).AsTask()));
            faults.Add(await FaultOf(log.TryAppendAsync([Raw.Event("B")], Query.All).AsTask()));
            faults.Add(await FaultOf(log.FlushAsync().AsTask()));
            faults.Add(await FaultOf(log.Follow(Query.All).FillAsync().AsTask()));
        }

        Assert.Equal(faults.Count, faults.Distinct<object>(ReferenceEqualityComparer.Instance).Count());
        Assert.DoesNotContain(log.Fault, faults);
        Assert.All(faults, fault => Assert.Same(log.Fault!.InnerException, fault.InnerException));
        Assert.InRange(faults.Max(static fault => fault.ToString().Length), 1, 5000);

        static Task<StoreFaultedException> FaultOf(Task call) => Assert.ThrowsAsync<StoreFaultedException>(() => call);
    }

    [Fact]
    public async Task A_failed_roll_ends_writing()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 4096 });
        await log.AppendAsync([Raw.Event("A")]);
        storage.Before = made =>
        {
            if (made.StartsWith("create", StringComparison.Ordinal)) throw new IOException("no space left");
        };
        await Assert.ThrowsAsync<StoreFaultedException>(async () =>
        {
            for (var i = 0; i < 100; i++) await log.AppendAsync([Raw.Event("B")]);
        });
        storage.Before = null;
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("C")]));
    }

    [Fact]
    public async Task A_failure_to_prepare_the_next_segment_alone_does_not()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, new() { MaxSegmentBytes = 4096 });
        await log.AppendAsync([Raw.Event("A")]);
        var failed = false;
        storage.Before = made =>
        {
            if (failed || !made.StartsWith("create", StringComparison.Ordinal)) return;
            failed = true;
            throw new IOException("no space left, for a moment");
        };
        for (var i = 0; i < 100; i++) await log.AppendAsync([Raw.Event("B")]);
        Assert.True(failed);
        Assert.Equal(101, log.Head);
    }

    [Fact]
    public async Task A_read_error_while_judging_fails_that_append_alone()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A", "t:1")]);
        storage.Before = made =>
        {
            if (made.StartsWith("read", StringComparison.Ordinal)) throw new IOException("a bad sector");
        };
        await Assert.ThrowsAsync<IOException>(async () => await log.AppendAsync([Raw.Event("B")], unless: Query.Tagged(new Tag("t:1"))));
        storage.Before = null;
        Assert.Equal(2, (await log.AppendAsync([Raw.Event("C")])).First);
    }
}
