namespace Opossum.Typed;

/// <summary>An event that was taken from the log and is not finished yet.</summary>
internal sealed class DeliveryTicket(ConsumedEvent e, Tag[] keys)
{
    public ConsumedEvent Event => e;

    /// <summary>The tags that keep it in order with others.</summary>
    public Tag[] Keys => keys;

    /// <summary>True once it was handled or parked; under the lock of <see cref="ConsumerLedger"/>.</summary>
    public bool IsFinished { get; set; }
}
