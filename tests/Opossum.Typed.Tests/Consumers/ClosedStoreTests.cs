using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>What a store and its consumers answer once the store, or the log below, was closed.</summary>
public class ClosedStoreTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<OpossumStore, Consumer, Task>> OfConsumers => new()
    {
        { "PauseAsync", static (_, consumer) => consumer.PauseAsync(Stop) },
        { "ResumeAsync", static (_, consumer) => consumer.ResumeAsync(Stop) },
        { "MoveToAsync", static (_, consumer) => consumer.MoveToAsync(0, Stop) },
        { "RetryParkedAsync", static (_, consumer) => consumer.RetryParkedAsync(Stop) },
        { "DiscardParkedAsync", static (_, consumer) => consumer.DiscardParkedAsync(1, Stop) },
        { "GetStatusAsync", static async (_, consumer) => await consumer.GetStatusAsync(Stop) },
        { "RequestPause", static (_, consumer) => Task.Run(consumer.RequestPause) },
    };

    public static TheoryData<string, Func<OpossumStore, Consumer, Task>> OfStores => new()
    {
        { "StartConsumerAsync", static async (store, _) => await store.StartConsumerAsync(new Watcher(), cancellationToken: Stop) },
        { "ForgetConsumerAsync", static async (store, _) => await store.ForgetConsumerAsync("watcher", Stop) },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(OfStores))]
    public async Task A_closed_store_names_itself(string name, Func<OpossumStore, Consumer, Task> call)
    {
        using var folder = new StoreFolder();
        var (store, consumer) = await OpenAsync(folder);
        await store.DisposeAsync();
        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => call(store, consumer));
        Assert.Equal((name, typeof(OpossumStore).FullName), (name, error.ObjectName));
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(OfStores))]
    public async Task A_store_whose_log_was_closed_names_the_log(string name, Func<OpossumStore, Consumer, Task> call)
    {
        using var folder = new StoreFolder();
        var (store, consumer) = await OpenAsync(folder);
        await store.Log.DisposeAsync();
        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => call(store, consumer));
        Assert.Equal((name, typeof(EmbeddedEventLog).FullName), (name, error.ObjectName));
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(OfConsumers))]
    public async Task A_closed_consumer_names_itself(string name, Func<OpossumStore, Consumer, Task> call)
    {
        using var folder = new StoreFolder();
        var (store, consumer) = await OpenAsync(folder);
        await store.DisposeAsync();
        var error = await Record.ExceptionAsync(() => call(store, consumer));
        if (error is null) return;          // its status, for one, is known
        Assert.Equal((name, typeof(Consumer).FullName), (name, Assert.IsType<ObjectDisposedException>(error).ObjectName));
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(OfConsumers))]
    public async Task A_consumer_whose_log_was_closed_names_nothing_internal(string name, Func<OpossumStore, Consumer, Task> call)
    {
        using var folder = new StoreFolder();
        var (store, consumer) = await OpenAsync(folder);
        await store.Log.DisposeAsync();
        var error = await Record.ExceptionAsync(() => call(store, consumer));
        if (error is null) return;          // of what needs no log
        Assert.Equal((name, typeof(EmbeddedEventLog).FullName), (name, Assert.IsType<ObjectDisposedException>(error).ObjectName));
    }

    [Fact]
    public async Task A_consumer_whose_log_was_closed_can_be_disposed_of()
    {
        using var folder = new StoreFolder();
        var (store, consumer) = await OpenAsync(folder);
        await store.Log.DisposeAsync();
        await consumer.DisposeAsync();
        await store.DisposeAsync();
        Assert.Equal(ConsumerState.Closed, consumer.State);
    }

    /// <summary>With an event behind its position, one that is parked, and one that was handled and is not saved.</summary>
    private static async Task<(OpossumStore Store, Consumer Consumer)> OpenAsync(StoreFolder folder)
    {
        var store = await OpossumStore.OpenAsync(folder.Path, Shapes.Model, cancellationToken: Stop);
        var recorder = new Recorder((room, _, _) => room.Seats == 1 ? throw new InvalidCastException() : Task.CompletedTask);
        var options = new ConsumerOptions { WhenExhausted = Exhausted.Park, SaveWithin = TimeSpan.FromHours(1) };
        var consumer = await store.StartConsumerAsync(recorder, options, Stop);
        await store.OpenRoomsAsync((1, 1), (2, 2));
        await consumer.UntilAsync(2);
        return (store, consumer);
    }
}
