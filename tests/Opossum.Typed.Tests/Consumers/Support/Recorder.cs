using System.Collections.Concurrent;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Tests.People;
using Opossum.Typed.Tests.Store;

namespace Opossum.Typed.Tests.Consumers;

/// <summary>A consumer of rooms that writes down what it was given, and does what the test wants then.</summary>
internal sealed class Recorder(Func<RoomOpened, ConsumedEvent, CancellationToken, Task>? on = null) : IConsumer<Recorder>
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<long> Handled { get; } = new();

    /// <summary>Completes when a delivery has begun.</summary>
    public Task First => _first.Task;

    static ConsumerShape IConsumer<Recorder>.Shape => new()
    {
        Name = "recorder", Events = [EventDescriptor.Of<RoomOpened>()], OrderKey = "room",
    };

    public async ValueTask HandleAsync(ConsumedEvent e, CancellationToken stop)
    {
        _first.TrySetResult();
        if (e.Is<RoomOpened>() && on is not null) await on(e.Event<RoomOpened>(), e, stop);
        Handled.Enqueue(e.Position);
    }
}

/// <summary>A consumer of the same events under another name.</summary>
internal sealed class Watcher(Func<Task>? on = null) : IConsumer<Watcher>
{
    public ConcurrentQueue<long> Handled { get; } = new();

    static ConsumerShape IConsumer<Watcher>.Shape => new() { Name = "watcher", Events = [EventDescriptor.Of<RoomOpened>()] };

    public async ValueTask HandleAsync(ConsumedEvent e, CancellationToken stop)
    {
        if (on is not null) await on();
        Handled.Enqueue(e.Position);
    }
}

/// <summary>A consumer that is to keep events in order of a tag that none of them has.</summary>
internal sealed class Unordered : IConsumer<Unordered>
{
    static ConsumerShape IConsumer<Unordered>.Shape => new()
    {
        Name = "unordered", Events = [EventDescriptor.Of<RoomOpened>()], OrderKey = "person",
    };

    public ValueTask HandleAsync(ConsumedEvent e, CancellationToken stop) => default;
}

/// <summary>The consumer of the same name in a later program, whose model has no rooms.</summary>
internal sealed class Successor : IConsumer<Successor>
{
    public ConcurrentQueue<long> Handled { get; } = new();

    static ConsumerShape IConsumer<Successor>.Shape => new()
    {
        Name = "recorder", Events = [EventDescriptor.Of<PersonLeft>()], OrderKey = "person",
    };

    public ValueTask HandleAsync(ConsumedEvent e, CancellationToken stop)
    {
        Handled.Enqueue(e.Position);
        return default;
    }
}

/// <summary>The consumer of the same name in a later program, which does not handle rooms that open any more.</summary>
internal sealed class Narrowed : IConsumer<Narrowed>
{
    static ConsumerShape IConsumer<Narrowed>.Shape => new()
    {
        Name = "recorder", Events = [EventDescriptor.Of<RoomClosed>()], OrderKey = "room",
    };

    public ValueTask HandleAsync(ConsumedEvent e, CancellationToken stop) => default;
}

internal static class Consuming
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        for (var begin = Environment.TickCount64; !holds(); await Task.Delay(2, TestContext.Current.CancellationToken))
            if (Environment.TickCount64 - begin > Patience.TotalMilliseconds) throw new TimeoutException();
    }

    public static Task UntilAsync(this Consumer consumer, long position) => UntilAsync(() => consumer.Position >= position);

    public static async Task OpenRoomsAsync(this OpossumStore store, params (int Room, int Seats)[] rooms)
    {
        foreach (var (room, seats) in rooms) await store.AppendAsync(new RoomOpened(new(room), seats));
    }
}
