using System.Collections.Immutable;

namespace OrderManagement.Csv;

/// <summary>The columns of the order log.</summary>
internal enum Column
{
    EventId,
    Activity,
    Timestamp,
    Customers,
    Items,
    Orders,
    Packages,
    Products,
    Weight,
    Price,
}

/// <summary>What the file calls them.</summary>
internal static class ColumnNames
{
    public static readonly ImmutableArray<string> All =
    [
        "ocel:eid",
        "ocel:activity",
        "ocel:timestamp",
        "ocel:type:customers",
        "ocel:type:items",
        "ocel:type:orders",
        "ocel:type:packages",
        "ocel:type:products",
        "weight",
        "price",
    ];

    public static string Of(Column column) => All[(int)column];
}
