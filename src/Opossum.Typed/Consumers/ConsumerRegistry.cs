using System.Collections.Concurrent;

namespace Opossum.Typed;

/// <summary>
/// The consumers that run over one store. Those that only pass over events save that one after the other, one a second for all together:
/// many idle ones must not keep the disk busy.
/// </summary>
internal sealed class ConsumerRegistry
{
    private static readonly TimeSpan BetweenIdleSaves = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Consumer> _running = new(StringComparer.Ordinal);
    private readonly ITimer _timer;
    private int _turn;              // written by one callback at a time
    private int _isSaving;

    public ConsumerRegistry(TimeProvider time) => _timer = time.CreateTimer(
        static registry => _ = ((ConsumerRegistry)registry!).SaveNextAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public IReadOnlyCollection<Consumer> All => [.. _running.Values.OrderBy(static consumer => consumer.Name, StringComparer.Ordinal)];

    public void Add(Consumer consumer)
    {
        _running[consumer.Name] = consumer;
        _timer.Change(BetweenIdleSaves, BetweenIdleSaves);
    }

    public void Remove(Consumer consumer)
    {
        _running.TryRemove(new(consumer.Name, consumer));
        if (_running.IsEmpty) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Before the store is closed: if a handler does that, it may not wait for itself.</summary>
    /// <exception cref="InvalidOperationException">It would.</exception>
    public HandlerWaits? BeginClose(IReadOnlyEventLog log) =>
        HandlerWaits.BeginClose(log, [.. _running.Values.Select(static consumer => consumer.Parts)]);

    /// <summary>Ends all of them, after they have finished what they are handling.</summary>
    public Task StopAsync() => Task.WhenAll(_running.Values.Select(static consumer => consumer.DisposeAsync().AsTask()));

    /// <summary>One of them, in turn.</summary>
    private async Task SaveNextAsync()
    {
        if (Interlocked.Exchange(ref _isSaving, 1) != 0) return;
        try
        {
            Consumer[] all = [.. All];
            for (var i = 0; i < all.Length; i++)
            {
                var consumer = all[(int)((uint)_turn++ % (uint)all.Length)];
                if (await consumer.SaveIdleAsync().ConfigureAwait(false)) return;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreException or ObjectDisposedException)
        {
            // Only what need not be read again was not saved; the next save of an event fails too, and says so.
        }
        finally
        {
            Volatile.Write(ref _isSaving, 0);
        }
    }
}
