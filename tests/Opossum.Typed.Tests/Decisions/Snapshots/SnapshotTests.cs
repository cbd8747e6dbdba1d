using System.Text;
using Opossum.Typed.Engine.SnapshotFiles;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Decisions.Snapshots;

/// <summary>Decisions after a restart, on a store in a directory.</summary>
public sealed class SnapshotTests : IDisposable
{
    private static readonly BinId Bin = new(1);

    private readonly StoreFolder _folder = new();

    private string Snapshots => Path.Combine(_folder.Path, SnapshotName.Directory);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_decision_after_a_restart_reads_what_came_after_the_snapshot()
    {
        await FillAsync(events: 25);
        Assert.Equal((20, 20, 5), await LookAsync());
        Assert.Equal((20, 20, 5), await LookAsync());
    }

    [Fact]
    public async Task A_snapshot_is_written_after_each_so_many_events()
    {
        await FillAsync(events: 4);
        Assert.Empty(Files());
        Assert.Equal((0, 0, 4), await LookAsync());
        await FillAsync(events: 7);
        Assert.Equal((10, 10, 1), await LookAsync());
        await FillAsync(events: 10);
        Assert.Equal((20, 20, 1), await LookAsync());
        Assert.Single(Files());
    }

    [Fact]
    public async Task Decisions_go_on_from_a_snapshot_as_if_there_had_been_no_restart()
    {
        await FillAsync(events: 25);
        await using var store = await OpenAsync();
        Assert.Equal(new Outcome.Rejected("25 25", "full"), await store.DecideAsync(new Fill(Bin, 1, Most: 25)));
        Assert.IsType<Outcome.Appended>(await store.DecideAsync(new Fill(Bin, 5, Most: 30)));
        Assert.Equal(new Outcome.Rejected("26 30", "full"), await store.DecideAsync(new Fill(Bin, 1, Most: 30)));
        var (content, weight, _) = await store.BuildAsync(new Content(Bin), new Weight(Bin));
        Assert.Equal((26, 30, 26, 30), (content.Count, content.Sum, weight.Count, weight.Sum));
    }

    [Fact]
    public async Task Without_its_files_everything_is_folded_again()
    {
        await FillAsync(events: 25);
        Directory.Delete(Snapshots, recursive: true);
        Assert.Equal((0, 0, 25), await LookAsync());
        Assert.Equal((25, 25, 0), await LookAsync());
    }

    [Fact]
    public async Task The_directory_may_be_deleted_while_the_store_is_open()
    {
        await using (var store = await OpenAsync())
        {
            await FillAsync(store, events: 15);
            await Eventually.IsTrueAsync(() => Files().Length == 1);
            Directory.Delete(Snapshots, recursive: true);
            await FillAsync(store, events: 15);
            Assert.Null(((EmbeddedEventLog)store.Log).SnapshotFailure);
        }

        Assert.Equal((30, 30, 0), await LookAsync());
    }

    [Fact]
    public async Task A_damaged_snapshot_is_ignored_and_written_again()
    {
        await FillAsync(events: 25);
        for (var i = 0; ; i += 17)
        {
            var file = Assert.Single(Files());
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            if (i >= bytes.Length) break;
            bytes[i] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
            Assert.Equal((0, 0, 25), await LookAsync());
            Assert.Equal((25, 25, 0), await LookAsync());
        }
    }

    [Fact]
    public async Task A_snapshot_of_another_store_is_not_used()
    {
        await FillAsync(events: 25);
        using var other = new SnapshotTests();
        await other.FillAsync(events: 25);
        File.Copy(Files().Single(), other.Files().Single(), overwrite: true);
        Assert.Equal((0, 0, 25), await other.LookAsync());
    }

    [Fact]
    public async Task A_snapshot_from_before_a_restored_backup_is_not_used()
    {
        await FillAsync(events: 12);
        using var backup = new StoreFolder();
        await using (var store = await OpenAsync())
            await store.BackupAsync(backup.Path, cancellationToken: TestContext.Current.CancellationToken);
        await FillAsync(events: 13);
        using var restored = new SnapshotTests();
        Move(backup.Path, restored._folder.Path);
        await restored.FillAsync(events: 13, amount: 2);            // another history, of the same store and as long
        foreach (var file in restored.Files()) File.Delete(file);
        foreach (var file in Files()) File.Copy(file, Path.Combine(restored.Snapshots, Path.GetFileName(file)));
        await using var reopened = await restored.OpenAsync();
        Assert.Equal((25, 38), (await BuildAsync(reopened)));
    }

    [Fact]
    public async Task Backups_leave_snapshots_out_and_verifying_does_not_look_at_them()
    {
        await FillAsync(events: 25);
        await File.WriteAllTextAsync(Files().Single(), "damaged", TestContext.Current.CancellationToken);
        using var backup = new StoreFolder();
        await using var store = await OpenAsync();
        await store.BackupAsync(backup.Path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(Directory.GetFiles(Path.Combine(backup.Path, SnapshotName.Directory)));
        Assert.True((await ((EmbeddedEventLog)store.Log).VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).IsIntact);
    }

    [Fact]
    public async Task A_retagging_makes_snapshots_useless()
    {
        await FillAsync(events: 25);
        await using (var store = await OpenAsync())
        {
            // As an older program, whose event had no tag, would have stored it.
            var untagged = Encoding.UTF8.GetBytes("""{"bin":1,"amount":7,"text":""}""");
            await store.Log.AppendAsync([new EventData("bin-filled", untagged) { Encoding = PayloadEncoding.Json }]);
            await BuildAsync(store);
            await store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        }

        Assert.Equal((0, 0, 26), await LookAsync());
        await using var reopened = await OpenAsync();
        Assert.Equal((26, 32), await BuildAsync(reopened));
    }

    [Fact]
    public async Task Nothing_is_written_before_its_events_are_durable()
    {
        var options = Options(new() { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes });
        await using var log = await _folder.OpenAsync(options);
        var store = new OpossumStore(log, Shapes.Model, options);
        await FillAsync(store, events: 25);
        await BuildAsync(store);
        Assert.Equal(0, log.DurableHead);
        Assert.Empty(Files());
        await log.FlushAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => Files().Length > 0);
    }

    [Fact]
    public async Task A_model_whose_state_can_not_be_stored_decides_as_any_other_and_is_told_of()
    {
        await using (var store = await OpenAsync())
        {
            await store.AppendAsync([new BinFilled(Bin, 1, "a"), new BinFilled(Bin, 1, "A")]);
            Assert.Equal(new Outcome.Rejected("2", Code: null), await store.DecideAsync(new Count(Bin, "a")));
            await Eventually.IsTrueAsync(() => ((EmbeddedEventLog)store.Log).SnapshotFailure is not null);
        }

        await using var reopened = await OpenAsync();
        Assert.Equal(new Outcome.Rejected("2", Code: null), await reopened.DecideAsync(new Count(Bin, "a")));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Many_boundaries_and_models_have_a_snapshot_each()
    {
        await using (var store = await OpenAsync())
        {
            for (var bin = 1; bin <= 20; bin++)
            {
                await store.AppendAsync(Enumerable.Range(0, 10).Select(n => (IEvent)new BinFilled(new(bin), bin, $"{n}")).ToArray());
                await store.BuildAsync(new Content(new(bin)), new Weight(new(bin)), new Labels(new(bin)));
            }
        }

        Assert.Equal(60, Files().Length);
        await using var reopened = await OpenAsync();
        for (var bin = 1; bin <= 20; bin++)
        {
            var (content, weight, labels, _) = await reopened.BuildAsync(new Content(new(bin)), new Weight(new(bin)), new Labels(new(bin)));
            Assert.Equal((10, 10 * bin, 10, "9"), (content.Count, weight.Sum, labels.Texts.Count, labels.Last));
        }
    }

    /// <summary>Of a state with all of its history, and with none.</summary>
    private async Task<(long KeptTo, long Kept, long Folded)> LookAsync()
    {
        await using var store = await OpenAsync();
        var model = Assert.Single((await store.ExplainAsync(new Fill(Bin, 1, 0))).Models);
        return (model.KeptTo, model.EventsKept, model.EventsFolded);
    }

    private static async Task<(int Count, long Sum)> BuildAsync(OpossumStore store)
    {
        var (content, _) = await store.BuildAsync(new Content(Bin));
        return (content.Count, content.Sum);
    }

    private async Task FillAsync(int events, int amount = 1)
    {
        await using var store = await OpenAsync();
        await FillAsync(store, events, amount);
    }

    private static async Task FillAsync(OpossumStore store, int events, int amount = 1)
    {
        for (var i = 0; i < events; i++)
            Assert.IsType<Outcome.Appended>(await store.DecideAsync(new Fill(Bin, amount, Most: int.MaxValue)));
        await store.ExplainAsync(new Fill(Bin, 1, 0));          // the last event, too, is in a state that is kept
    }

    private string[] Files() => Directory.Exists(Snapshots) ? Directory.GetFiles(Snapshots) : [];

    private static OpossumOptions Options(OpossumOptions options) => new()
    {
        FlushEventsImmediately = options.FlushEventsImmediately, Flush = options.Flush, KeptStateEvents = 1,
    };

    private async Task<OpossumStore> OpenAsync() => await OpossumStore.OpenAsync(_folder.Path, Shapes.Model, Options(new()));

    private static void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        Directory.Move(from, to);
    }
}
