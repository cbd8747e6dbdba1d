using OrderManagement.Csv;
using Opossum.Typed;

namespace OrderManagement.Tests.Support;

/// <summary>The real log, where it is there: imported once into a store that is only read afterwards.</summary>
public sealed class ImportedLog : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private OpossumStore? _store;
    private ScannedLog? _scan;

    /// <summary>What the store must answer.</summary>
    public ScannedLog Scan => _scan ?? throw Missing();

    /// <summary>The store, closed and reopened since the import.</summary>
    public OpossumStore Store => _store ?? throw Missing();

    /// <summary>The answers given before the store was closed.</summary>
    internal IReadOnlyList<Answer> AnswersBeforeClosing { get; private set; } = [];

    internal ImportResult? Import { get; private set; }

    /// <summary>Data only: it stays beside the repository and is not part of it.</summary>
    private static string Path { get; } = System.IO.Path.GetFullPath(
        System.IO.Path.Combine(RepositoryRoot(), "../shared/data/order-management.csv"));

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path)) return;

        _scan = ScannedLog.Of(await File.ReadAllTextAsync(Path));
        await using (var store = await OpossumStore.OpenAsync(_directory["store"], Orders.Model))
        {
            Import = await OrderManagement.Import.RunAsync(store, OrderLog.Read(Path), static _ => { });
            AnswersBeforeClosing = await Interview.HoldAsync(store);
        }

        _store = await OpossumStore.OpenAsync(_directory["store"], Orders.Model);
    }

    /// <summary>To be called first by each test that needs the log.</summary>
    public void Require() =>
        Assert.SkipUnless(
            _scan is not null, "The order log is not there: this test needs ../shared/data/order-management.csv beside the repository.");

    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        _directory.Dispose();
    }

    private static InvalidOperationException Missing() => new("Call Require first.");

    private static string RepositoryRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory, "Opossum.Typed.sln")))
            directory = System.IO.Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException("There is no Opossum.Typed.sln above the tests.");
    }
}
