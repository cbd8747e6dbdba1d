using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>From a shape, options and what was saved to a consumer that runs.</summary>
internal static class ConsumerStart
{
    /// <param name="log">The log.</param>
    /// <param name="model">The event types.</param>
    /// <param name="shape">The consumer's name and events.</param>
    /// <param name="deliver">Handles an event.</param>
    /// <param name="options">How it runs; checked.</param>
    /// <param name="time">The clock.</param>
    /// <param name="closed">Called when it has ended.</param>
    /// <param name="cancellationToken">Looked at before each read.</param>
    public static async ValueTask<Consumer> RunAsync(
        IReadOnlyEventLog log, EventModel model, ConsumerShape shape, Func<ConsumedEvent, CancellationToken, ValueTask> deliver,
        ConsumerOptions options, TimeProvider time, Action<Consumer> closed, CancellationToken cancellationToken)
    {
        foreach (var e in shape.Events)
            if (!model.Has(e)) throw new ArgumentException(model.NotOfThis(e));
        if (shape.OrderKey is { } key && !shape.Events.Any(e => e.Shape.TagKeys.Contains(key))) throw new ArgumentException(
            $"The consumer '{shape.Name}' is to keep events in order of the tag '{key}', and no event that it handles has one. Name a tag "
                + "type of its events in InOrderOf, or remove it.");
        var states = options.States ?? log.ConsumerStates ?? throw new NotSupportedException(
            $"{log.GetType().Name} keeps no progress of consumers. Set ConsumerOptions.States to what does"
                + (log is ReadOnlyEventLog ? ", or open it with a ReadOnlyOptions.StateDirectory." : "."));
        var store = await states.TakeAsync(shape.Name, cancellationToken).ConfigureAwait(false);
        try
        {
            var parts = new ConsumerParts
            {
                Log = log,
                Model = model,
                Shape = shape,
                Options = options,
                Ledger = new(await BeginAsync(log, store, options, cancellationToken).ConfigureAwait(false)),
                Retries = new(options),
                Time = time,
                Deliver = deliver,
            };
            // Not decoded: an event whose type has left the model stays parked, and its key with it.
            foreach (var parked in store.Saved?.Parked ?? [])
                parts.Ledger.AddParked(parked, await ReadAsync(parts, parked, parts.KeysOf, cancellationToken).ConfigureAwait(false));

            var consumer = new Consumer(parts, store, closed);
            try
            {
                consumer.StartRun();
                return consumer;
            }
            catch
            {
                await consumer.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The event that was parked.</summary>
    /// <exception cref="CheckpointException">The log has another event there, or none.</exception>
    /// <exception cref="EventFormatException">Its type is not of the model any more.</exception>
    /// <exception cref="InvalidOperationException">The consumer has no handler for its type any more.</exception>
    public static ValueTask<ConsumedEvent> ReadAsync(ConsumerParts parts, ParkedEvent parked, CancellationToken cancellationToken) =>
        ReadAsync(
            parts, parked, e => new ConsumedEvent(e, FindHandled(parts, e), parts.Model.Keys, parts.Log.StoreId, parts.Shape.Name),
            cancellationToken);

    /// <summary>The generated dispatch passes over a type without a handler, and so the event would count as handled.</summary>
    private static EventDescriptor FindHandled(ConsumerParts parts, in EventView e)
    {
        var descriptor = EventDecoding.Find(e, parts.Model);
        return parts.Shape.Events.Contains(descriptor)
            ? descriptor
            : throw new InvalidOperationException(
                $"The consumer '{parts.Shape.Name}' has no handler for '{descriptor.Name}' any more. Bring it back, or discard the parked "
                + $"event at {e.Position}.");
    }

    /// <summary>Something of the event that was parked, which need not be of the model.</summary>
    private static async ValueTask<T> ReadAsync<T>(
        ConsumerParts parts, ParkedEvent parked, Func<EventView, T> select, CancellationToken cancellationToken)
    {
        await new Checkpoint(parts.Log.StoreId, parked.Position, parked.EventId)
            .EnsureOfAsync(parts.Log, cancellationToken).ConfigureAwait(false);
        using var reader = parts.Log.Read(Query.All, new() { After = parked.Position - 1, Limit = 1 });
        while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
            if (reader.TryRead(out var e)) return select(e);
        throw new InvalidOperationException($"The event at position {parked.Position} could not be read.");
    }

    /// <summary>
    /// Where it begins is saved before it begins: one that starts now and is killed before its first event must not begin later.
    /// </summary>
    private static async ValueTask<Checkpoint> BeginAsync(
        IReadOnlyEventLog log, IConsumerProgressStore store, ConsumerOptions options, CancellationToken cancellationToken)
    {
        if (store.Saved is { } saved)
        {
            await saved.Done.EnsureOfAsync(log, cancellationToken).ConfigureAwait(false);
            return saved.Done;
        }

        var position = await options.Start.PositionInAsync(log, cancellationToken).ConfigureAwait(false);
        var begin = await Checkpoint.AtAsync(log, position, cancellationToken).ConfigureAwait(false);

        // A position that a power cut may take back would refuse the consumer for ever.
        if (begin.Position > log.DurableHead && log is IEventLog writer) await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        await store.SaveAsync(new(begin, []), cancellationToken).ConfigureAwait(false);
        return begin;
    }
}
