namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>What the five event types of the load share: about 110 bytes of payload.</summary>
internal interface ISale : IEvent
{
    long Number { get; }
}

[Event("sale-opened")]
internal sealed partial record SaleOpened(long Number, string Note) : ISale;

[Event("item-picked")]
internal sealed partial record ItemPicked(long Number, string Note) : ISale;

[Event("sale-packed")]
internal sealed partial record SalePacked(long Number, string Note) : ISale;

[Event("sale-shipped")]
internal sealed partial record SaleShipped(long Number, string Note) : ISale;

[Event("sale-paid")]
internal sealed partial record SalePaid(long Number, string Note) : ISale;
