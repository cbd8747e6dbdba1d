namespace Opossum.Typed;

/// <summary>An event that was taken from the log. Many may be finished ahead of a slow one, so a finished one keeps no payload.</summary>
internal sealed class DeliveryTicket(ConsumedEvent e, Tag[] keys)
{
    private ConsumedEvent? _event = e;

    public long Position { get; } = e.Position;

    public Guid EventId { get; } = e.Id;

    /// <summary>The event, until it is finished.</summary>
    public ConsumedEvent Event => _event ?? throw new InvalidOperationException("The event is finished.");

    /// <summary>The tags that keep it in order with others.</summary>
    public Tag[] Keys => keys;

    /// <summary>True while it counts among those that wait to be handled. Of the run that hands it out.</summary>
    public bool HoldsRoom { get; set; }

    /// <summary>True once it was handled or parked; under the lock of <see cref="ConsumerLedger"/>.</summary>
    public bool IsFinished => _event is null;

    public void Finish() => _event = null;
}
