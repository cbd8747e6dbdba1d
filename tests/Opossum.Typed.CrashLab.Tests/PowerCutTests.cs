using Microsoft.Data.Sqlite;
using Opossum.Typed.CrashLab.Projecting;
using Opossum.Typed.CrashLab.Tests.PowerCuts;
using Opossum.Typed.Sqlite;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>
/// The SQLite file of read models after a power cut at any call: it opens, it is whole, and the rows of each table are what the events up
/// to its position make. A commit is not flushed, so the newest ones may be lost, rows and position together.
/// </summary>
public sealed class PowerCutTests : IAsyncDisposable
{
    private const string Name = "views.db";

    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);
    private readonly string _directory = TestDisk.NewDirectory();
    private readonly Recording _recording = new();
    private int _lost;          // states with a table behind what had been committed

    [Fact]
    public async Task Whatever_a_power_cut_leaves_rows_and_position_fit_and_the_rest_is_folded_again()
    {
        var calls = await RecordAsync(Tier.Seed);
        Assert.InRange(calls.Count(static call => call is { Kind: CallKind.Sync, File: Name }), 3, 100);       // it was checkpointed
        var violations = await CutAsync(calls, Tier.Size(quick: 10, full: 100, @long: 3_000), catchesUp: true);
        Assert.True(violations.Count == 0, $"Seed {Tier.Seed}: {string.Join('\n', violations.Take(20))}");
        Assert.NotEqual(0, _lost);
    }

    [Fact]
    public async Task On_a_disk_that_does_not_flush_files_are_damaged()
    {
        var calls = await RecordAsync(Tier.Seed);
        Assert.NotEmpty(await CutAsync([.. calls.Where(static call => call.Kind != CallKind.Sync)], states: 40, catchesUp: false));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>
    /// Small commits until SQLite has moved its journal into the file more than once, with restarts, and with a change of the logic, for
    /// which all tables are made again.
    /// </summary>
    private async Task<DiskCall[]> RecordAsync(int seed)
    {
        var log = new LibraryLog(seed, books: 60, readers: 20);
        RecordingVfs.Record(_directory, _recording);
        try
        {
            var revised = RevisedLibrary.ReadModels;
            foreach (var models in (ReadModelSet[])[LibraryModel.ReadModels, revised, revised, LibraryModel.ReadModels])
            {
                await using var views = await SqliteReadModels.OpenAsync(Path.Combine(_directory, Name), _store, models);
                foreach (var batch in log.Take(400).Chunk(2)) await views.UntilAsync(await _store.AppendAsync(batch));
            }
        }
        finally
        {
            RecordingVfs.Forget(_directory);
        }

        return _recording.Calls;
    }

    private async Task<List<string>> CutAsync(DiskCall[] calls, int states, bool catchesUp)
    {
        var folds = await PlainFolds.OfAsync(_store);
        var violations = new List<string>();
        var random = new Random(Tier.Seed);

        // Of some thousand calls most are for the journal: half of the cuts come when the file itself changes.
        var ends = Enumerable.Range(1, calls.Length).ToArray();
        var ofTheFile = ends.Where(end => calls[end - 1].File == Name).ToArray();
        for (var i = 0; i < states; i++)
        {
            var from = i % 2 == 0 ? ends : ofTheFile;
            var end = from[random.Next(from.Length)];
            var cut = TestDisk.NewDirectory();
            new CutDisk(random).Write(calls, end, cut);
            try
            {
                await CheckAsync(Path.Combine(cut, Name), folds, catchesUp, violations);
            }
            catch (Exception error) when (error is SqliteException or ReadModelException)
            {
                violations.Add($"{error.GetType().Name} after call {end}: {error.Message}");
            }

            Directory.Delete(cut, recursive: true);
        }

        return violations;
    }

    private async Task CheckAsync(string path, PlainFolds folds, bool catchesUp, List<string> violations)
    {
        if (File.Exists(path))
        {
            using var left = new SqliteCopy(path);
            if (left.Integrity is not "ok" and var damage)
            {
                violations.Add($"the file is damaged: {damage}");
                return;             // its rows may be anything, and null where no null may be
            }

            var tables = left.Tables();
            foreach (var table in LabTable.All)
            {
                var position = tables.GetValueOrDefault(table.Name).Position;
                violations.AddRange(folds.Differences("SQLite", table, left.RowsOf(table), position));
                if (position < _store.Head) _lost++;
            }
        }

        if (!catchesUp) return;
        await (await SqliteReadModels.OpenAsync(path, _store, LibraryModel.ReadModels)).DisposeAsync();
        using var caughtUp = new SqliteCopy(path);
        foreach (var table in LabTable.All)
            violations.AddRange(folds.Differences("SQLite", table, caughtUp.RowsOf(table), _store.Head));
    }
}
