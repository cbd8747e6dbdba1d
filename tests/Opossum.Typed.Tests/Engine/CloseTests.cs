using System.Collections.Concurrent;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Engine;

/// <summary>A store is closed with and without <c>await</c>.</summary>
public class CloseTests
{
    [Fact]
    public async Task Disposed_without_await_a_store_is_closed_with_its_last_event()
    {
        using var folder = new StoreFolder();
        using (var store = new OpossumStore(await folder.OpenAsync(), Shapes.Model)) await store.Log.AppendAsync([Raw.Event("A")]);
        await using var log = await folder.OpenAsync();
        Assert.Equal((1, true), (log.Head, log.Recovery.WasClosed));
    }

    [Fact]
    public async Task Closing_needs_no_thread_of_the_pool()
    {
        var storage = new WatchedStorage();
        var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        var calls = new ConcurrentQueue<(string Call, bool IsPool)>();
        storage.Before = call => calls.Enqueue((call, Thread.CurrentThread.IsThreadPoolThread));
        log.Dispose();
        Assert.Contains(calls, static call => call.Call.StartsWith("write events/", StringComparison.Ordinal));

        // But for the next segment, which is made ahead.
        Assert.DoesNotContain(calls, static call => call.IsPool && !call.Call.Contains(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Closing_ends_on_the_only_thread_of_a_context()
    {
        var before = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(new Stuck());
            var store = OpossumStore.OpenInMemory(Shapes.Model);
            _ = store.Log.AppendAsync([Raw.Event("A")]).AsTask();
            store.Dispose();
            store.Dispose();
            Assert.Throws<ObjectDisposedException>(() => store.Log.Read(Query.All));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public async Task Both_ways_to_close_wait_for_the_same_close()
    {
        var log = EmbeddedEventLog.OpenInMemory();
        var closing = log.DisposeAsync();
        log.Dispose();
        Assert.True(closing.IsCompletedSuccessfully);
        await closing;
    }

    /// <summary>Whose thread is blocked: what is posted never runs.</summary>
    private sealed class Stuck : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) { }

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();
    }
}
