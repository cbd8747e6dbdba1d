namespace OrderManagement;

/// <summary>What the command line says.</summary>
internal sealed record Arguments(string Csv, string Store)
{
    public const string Usage = """
        Usage: OrderManagement PATH.csv [--store DIR]

          PATH.csv     an order log in CSV, such as order-management.csv of the pm4py project
          --store DIR  where the event store is, or is made; data/order-management when absent
        """;

    private const string DefaultStore = "data/order-management";

    /// <summary>Null when the command line can't be understood.</summary>
    public static Arguments? Parse(ReadOnlySpan<string> args) => args switch
    {
        [var csv] when IsPath(csv) => new(csv, DefaultStore),
        [var csv, "--store", var store] when IsPath(csv) && IsPath(store) => new(csv, store),
        ["--store", var store, var csv] when IsPath(csv) && IsPath(store) => new(csv, store),
        _ => null,
    };

    private static bool IsPath(string text) => text.Length > 0 && !text.StartsWith('-');
}
