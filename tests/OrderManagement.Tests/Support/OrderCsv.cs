namespace OrderManagement.Tests.Support;

/// <summary>Small logs that tests write themselves.</summary>
internal static class OrderCsv
{
    public const string Header =
        "ocel:eid,ocel:activity,ocel:timestamp,ocel:type:customers,ocel:type:items,"
        + "ocel:type:orders,ocel:type:packages,ocel:type:products,weight,price";

    public const string PlaceOrder = """1.0,place order,2019-05-20 07:07:47.000Z, ,"['880001','880002']","['990001']", , ,3.52,524.96""";
    public const string PickItem = """2.0,pick item,2019-05-20 08:38:17.000Z, ,"['880001']", , , ,0.483,79.99""";
    public const string CreatePackage =
        """3.0,create package,2019-05-21 12:48:41.000Z, ,"['880001','880002']", ,"['660001']", ,3.52,524.96""";
    public const string FailedDelivery = """4.0,failed delivery,2019-05-22 12:48:41.000Z, , , ,"['660001']", ,3.52,524.96""";
    public const string PackageDelivered = """5.0,package delivered,2019-05-23 12:48:41.000Z, , , ,"['660001']", ,3.52,524.96""";

    public static string[] WholeStory { get; } = [PlaceOrder, PickItem, CreatePackage, FailedDelivery, PackageDelivered];

    public static string Of(params ReadOnlySpan<string> rows) => $"{Header}\n{string.Join('\n', rows)}\n";
}
