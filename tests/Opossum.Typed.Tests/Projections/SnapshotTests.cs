using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>Rows in memory outlast the process in a file that is derived, and may be anything.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task A_start_folds_only_what_came_after_the_snapshot()
    {
        await RunAsync(events: 40);
        await AppendAsync(seed: 2, events: 10);
        Assert.InRange(await CountFoldedAsync(), 1, 60);             // of eight models, most of which look at each event
        Assert.Equal(0, await CountFoldedAsync());
    }

    [Fact]
    public async Task Without_its_file_a_model_folds_all_events_again()
    {
        await RunAsync(events: 40);
        File.Delete(PathOf("library_totals"));
        Assert.InRange(await CountFoldedAsync(), 1, 40);
        Assert.Equal(0, await CountFoldedAsync());
    }

    [Fact]
    public async Task A_damaged_snapshot_is_passed_over()
    {
        await RunAsync(events: 100);
        var files = Directory.GetFiles(Path.Combine(_folder.Path, "read-models"));
        Assert.Equal(8, files.Length);
        var random = new Random(Tier.Seed);
        for (var i = 0; i < Tier.Share(quick: 15, full: 250, @long: 1_000); i++)
        {
            var file = files[random.Next(files.Length)];
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            else bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
            await RunAsync(events: 0);
        }
    }

    [Fact]
    public async Task A_snapshot_of_a_store_that_was_restored_from_a_backup_is_passed_over()
    {
        using var backup = new StoreFolder();
        await AppendAsync(seed: 1, events: 50);
        await using (var store = await OpenAsync(_folder)) await store.BackupAsync(backup.Path);
        await RunAsync(events: 50);
        CopyReadModels(to: backup);
        await CheckAsync(backup);                                   // shorter than the snapshot
        CopyReadModels(to: backup);
        await using (var store = await OpenAsync(backup)) foreach (var e in new LibraryLog(9).Take(80)) await store.AppendAsync(e);
        await CheckAsync(backup);                                   // as long, with other events
    }

    [Fact]
    public async Task A_model_whose_logic_has_changed_is_built_again()
    {
        await RunAsync(events: 40);
        await using (var store = await OpenAsync(_folder))
        {
            await using var views = await InMemoryReadModels.OpenAsync(store, new(ReadModelDescriptor.Of<OtherTotals, ValueTuple>()));
            var journal = (await NaiveLibrary.FoldAsync(store)).Journal;
            var bought = journal.Count(static entry => entry.What.StartsWith("bought", StringComparison.Ordinal));
            Assert.Equal(bought, views.GetAll<OtherTotals>().Rows[0].Bought);
        }

        await RunAsync(events: 0);
    }

    [Fact]
    public async Task A_process_that_is_killed_leaves_the_snapshot_of_its_last_peaceful_end()
    {
        await RunAsync(events: 40);
        await using var store = await OpenAsync(_folder);
        await using var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
        foreach (var e in new LibraryLog(3).Take(30)) await store.AppendAsync(e);
        using var crashed = _folder.Crash();
        await CheckAsync(crashed);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_directory_may_be_deleted_while_the_store_is_open_and_is_written_again(bool isReplaced)
    {
        await RunAsync(events: 20);
        var time = new FakeTimeProvider();
        await using (var store = await OpossumStore.OpenAsync(_folder.Path, LibraryModel.Model, new() { TimeProvider = time }))
        {
            await using var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
            Directory.Delete(Path.Combine(_folder.Path, "read-models"), recursive: true);
            if (isReplaced) Directory.CreateDirectory(Path.Combine(_folder.Path, "read-models"));
            time.Advance(TimeSpan.FromSeconds(2));
            foreach (var e in new LibraryLog(3).Take(10)) await store.AppendAsync(e);
            Assert.Null(((EmbeddedEventLog)store.Log).Fault);
            Assert.Empty(await LibraryCheck.DifferencesAsync(views, store));
        }

        Assert.Equal(8, Directory.GetFiles(Path.Combine(_folder.Path, "read-models"), "*.rows").Length);
        Assert.Equal(0, await CountFoldedAsync());
    }

    [Fact]
    public async Task A_store_that_is_closed_first_keeps_the_snapshot_that_it_had()
    {
        await RunAsync(events: 40);
        await using (var store = await OpenAsync(_folder))
        {
            var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
            await views.UntilAsync(await store.AppendAsync(new BookBought(LibraryLog.Book(1), new("north"), "", 0, 0)));
            await store.DisposeAsync();
            await views.DisposeAsync();
        }

        await CheckAsync(_folder);
    }

    [Fact]
    public async Task Two_of_one_store_have_right_rows_both()
    {
        await AppendAsync(seed: 1, events: 40);
        await using var store = await OpenAsync(_folder);
        await using var first = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
        await using var second = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
        Assert.Empty(await LibraryCheck.DifferencesAsync(first, store));
        Assert.Empty(await LibraryCheck.DifferencesAsync(second, store));
    }

    public void Dispose() => _folder.Dispose();

    private static ValueTask<OpossumStore> OpenAsync(StoreFolder folder) => OpossumStore.OpenAsync(folder.Path, LibraryModel.Model);

    private static async Task CheckAsync(StoreFolder folder)
    {
        await using var store = await OpenAsync(folder);
        await using var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
        Assert.Empty(await LibraryCheck.DifferencesAsync(views, store));
    }

    private async Task AppendAsync(int seed, int events)
    {
        await using var store = await OpenAsync(_folder);
        foreach (var e in new LibraryLog(seed).Take(events)) await store.AppendAsync(e);
    }

    private async Task RunAsync(int events)
    {
        await AppendAsync(seed: 1, events);
        await CheckAsync(_folder);
    }

    /// <summary>How many events the models fold when they are opened.</summary>
    private async Task<long> CountFoldedAsync()
    {
        var folded = 0L;
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "opossum.read_model.events"
                    && instrument.Meter.Tags!.Contains(new(OpossumTelemetry.StoreTag, _folder.Path)))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((_, events, _, _) => Interlocked.Add(ref folded, events));
        meters.Start();
        await CheckAsync(_folder);
        return folded;
    }

    private string PathOf(string model) => Path.Combine(_folder.Path, "read-models", model + ".rows");

    private void CopyReadModels(StoreFolder to)
    {
        var target = Directory.CreateDirectory(Path.Combine(to.Path, "read-models")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(_folder.Path, "read-models")))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
    }
}
