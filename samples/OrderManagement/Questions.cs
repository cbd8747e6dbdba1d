using Opossum.Typed;

namespace OrderManagement;

/// <summary>What one asks an order process.</summary>
internal sealed class Questions(OpossumStore store)
{
    /// <summary>Everything that happened to an order.</summary>
    public ValueTask<List<SequencedEvent<IEvent>>> HistoryOfAsync(OrderId order) => store.ReadAsync(Query.Tagged(order)).ToListAsync();

    /// <summary>Everything that happened to an item: to it alone, in its order, in its package.</summary>
    public ValueTask<List<SequencedEvent<IEvent>>> HistoryOfAsync(ItemId item) => store.ReadAsync(Query.Tagged(item)).ToListAsync();

    /// <summary>
    /// The failed deliveries of every package that carried the item. Two reads: the item leads to its packages, they lead to the failures.
    /// </summary>
    public async ValueTask<List<SequencedEvent<IEvent>>> FailedDeliveriesOfAsync(ItemId item)
    {
        Query? failures = null;
        await foreach (var created in store.ReadAsync(PackageCreated.For(item)))
        {
            var failuresOfOne = DeliveryFailed.For(created.Event.Package);
            failures = failures is null ? failuresOfOne : failures | failuresOfOne;
        }

        return failures is null ? [] : await store.ReadAsync(failures).ToListAsync();
    }

    /// <summary>How often each activity happened, by the event's name. Names are in the log itself: no payload is decoded.</summary>
    public async ValueTask<SortedDictionary<string, int>> CountsAsync()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        using var log = store.Log.Read(Query.All);
        while (await log.FillAsync())
        {
            while (log.TryRead(out var e)) counts[e.TypeName] = counts.GetValueOrDefault(e.TypeName) + 1;
        }

        return counts;
    }

    /// <summary>
    /// An order and one of its items to ask about: where a delivery failed, so that there is much to tell; otherwise the first order of
    /// all.
    /// </summary>
    public async ValueTask<(OrderId Order, ItemId Item)?> FindSubjectAsync()
    {
        await foreach (var failed in store.ReadAsync(Query.Of<DeliveryFailed>()))
        await foreach (var created in store.ReadAsync(PackageCreated.For(failed.Event.Package)))
        await foreach (var placed in store.ReadAsync(OrderPlaced.For(created.Event.Items[0])))
            return (placed.Event.Order, created.Event.Items[0]);

        await foreach (var placed in store.ReadAsync(Query.Of<OrderPlaced>()))
            return (placed.Event.Order, placed.Event.Items[0]);

        return null;
    }
}
