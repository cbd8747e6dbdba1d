using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>Rows in memory are made again beside those that are read.</summary>
[Collection(nameof(GatedTally))]          // whose gate is one for the process
public sealed class RebuildTests : IDisposable
{
    private static readonly BookId Emma = LibraryLog.Book(1);

    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task A_snapshot_of_earlier_logic_is_read_until_the_rows_of_the_present_one_are_made()
    {
        await using (var store = await OpenAsync())
        {
            await LendAsync(store, 3);
            await (await ViewsAsync<FirstTally>(store)).DisposeAsync();
        }

        await using var again = await OpenAsync();
        using (GatedTally.Close())
        {
            await using var views = await ViewsAsync<GatedTally>(again, new() { WaitUntilCaughtUp = false });
            Assert.Equal((1, 3), Read<GatedTally>(views));
            var status = Assert.Single(await views.GetStatusAsync());
            Assert.Equal((ReadModelState.Outdated, ReadModelRows.Old, 3), (status.State, status.Reads, status.Position));
            Assert.Equal("tallies: Outdated at 3, 0 behind, 1 rows; made beside: at 0, 3 left, 0 a second", status.ToString());
            var late = await Assert.ThrowsAsync<TimeoutException>(async () => await views.UntilAsync(1, TimeSpan.FromMilliseconds(1)));
            Assert.Contains("is Outdated at 3", late.Message, StringComparison.Ordinal);
            GatedTally.Open();
            await views.UntilAsync(1);
            Assert.Equal((4, 12), Read<GatedTally>(views));
            Assert.Equal(ReadModelRows.Current, (await views.GetStatusAsync())[0].Reads);
        }

        await using var last = await ViewsAsync<GatedTally>(again, new() { WaitUntilCaughtUp = false });
        Assert.Equal((4, 12), Read<GatedTally>(last));                  // at once, from the snapshot of the new rows
        Assert.Equal(ReadModelRows.Current, (await last.GetStatusAsync())[0].Reads);
    }

    [Fact]
    public async Task A_snapshot_with_other_columns_is_not_read()
    {
        await using var store = await OpenAsync();
        await LendAsync(store, 3);
        await (await ViewsAsync<WideTally>(store)).DisposeAsync();
        using var closed = GatedTally.Close();
        await using var views = await ViewsAsync<GatedTally>(store, new() { WaitUntilCaughtUp = false });
        Assert.Throws<ReadModelNotReadyException>(() => views.GetAll<Tally<GatedTally>>());
        Assert.Equal(ReadModelRows.None, (await views.GetStatusAsync())[0].Reads);
        GatedTally.Open();
        await views.UntilAsync(store.Head);
        Assert.Equal((4, 12), Read<GatedTally>(views));
    }

    [Fact]
    public async Task While_rows_are_made_again_by_hand_each_look_sees_all_events_up_to_its_position()
    {
        await using var store = OpossumStore.OpenInMemory(LibraryModel.Model);
        await LendAsync(store, 2_000);
        await using var views = await ViewsAsync<SecondTally>(store);
        var rebuilt = RebuildAsync();
        var looks = 0;
        for (long last = 0; !rebuilt.IsCompleted || looks < 10; looks++)
        {
            var (rows, position) = views.GetAll<Tally<SecondTally>>();
            Assert.Equal((2, 2 * position), (rows[0].Version, rows[0].Lent));
            Assert.InRange(position, last, long.MaxValue);              // never back
            last = position;
            if (looks % 3 == 0) await LendAsync(store, 1);
        }

        await rebuilt;
        await views.UntilAsync(store.Head);
        Assert.Equal((2, 2 * store.Head), Read<SecondTally>(views));

        async Task RebuildAsync()
        {
            for (var i = 0; i < 10; i++) await views.RebuildAsync("tallies");
        }
    }

    [Fact]
    public async Task Snapshots_that_no_model_uses_are_listed_and_deleted_when_that_is_wanted()
    {
        await using var store = await OpenAsync();
        await LendAsync(store, 3);
        await (await ViewsAsync<FirstTally>(store)).DisposeAsync();
        await using var others = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
        Assert.Equal(("tallies", 3, 1), Single(await others.GetOrphansAsync()));
        await using (await ViewsAsync<FirstTally>(store)) Assert.Empty(await others.GetOrphansAsync());         // somebody uses it
        await File.WriteAllBytesAsync(
            Path.Combine(_folder.Path, "read-models", "torn.rows"), [1, 2], TestContext.Current.CancellationToken);
        Assert.Equal(2, (await others.GetOrphansAsync()).Length);
        await others.DropOrphanAsync("torn");
        await others.DropOrphanAsync("tallies");
        Assert.Empty(await others.GetOrphansAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => others.DropOrphanAsync("tallies"));
        await Assert.ThrowsAsync<ArgumentException>(() => others.DropOrphanAsync("loans"));

        static (string Name, long Position, long Rows) Single(IReadOnlyList<OrphanedTable> orphans) =>
            (orphans.Single().Name, orphans[0].Position, orphans[0].Rows);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<OpossumStore> OpenAsync() => await OpossumStore.OpenAsync(_folder.Path, LibraryModel.Model);

    private static async Task<InMemoryReadModels> ViewsAsync<TVersion>(OpossumStore store, ReadModelOptions? options = null)
        where TVersion : ITallyVersion =>
        await InMemoryReadModels.OpenAsync(store, new(ReadModelDescriptor.Of<Tally<TVersion>, BookId>()), options);

    private static Task<AppendResult> LendAsync(OpossumStore store, int times) =>
        store.AppendAsync(Enumerable.Repeat(new BookLent(Emma, new(1), default), times)).AsTask();

    private static (long Version, long Lent) Read<TVersion>(InMemoryReadModels views) where TVersion : ITallyVersion
    {
        var row = views.GetAll<Tally<TVersion>>().Rows.Single();
        return (row.Version, row.Lent);
    }
}
