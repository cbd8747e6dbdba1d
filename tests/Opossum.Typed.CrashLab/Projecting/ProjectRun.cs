using Opossum.Typed.Sqlite;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Projecting;

/// <summary>
/// Appends to a store while its read models follow in SQLite and in memory, until the process is killed. Begins by looking at what the last
/// kill has left.
/// </summary>
internal sealed class ProjectRun(string path, int seed, TextWriter output)
{
    /// <summary>What the process says once it has looked, with a <see cref="KillMoment"/> behind it.</summary>
    public const string Looked = "looked ";

    /// <summary>What it says when all rows were right at the head.</summary>
    public const string Equal = "equal";

    /// <summary>What it says when read models are about to be opened, with events that they have not seen.</summary>
    public const string Opening = "opening";

    private const int FirstBacklog = 6_000;
    private const int Backlog = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Random _random = new(seed);
    private readonly LibraryLog _log = new(seed, books: 400, readers: 60);
    private readonly List<string> _violations = [];

    /// <param name="once">True to append nothing and to end when all rows were compared at the head.</param>
    /// <returns>The exit code; without <paramref name="once"/> it ends only by a violation.</returns>
    public async Task<int> RunAsync(bool once)
    {
        await using var store = await OpossumStore.OpenAsync(path, LibraryModel.Model);
        var moment = await KilledRows.LookAsync(path, store, _violations);
        await SayAsync($"{Looked}{(int)moment}");
        if (!once) await AppendAsync(store, store.Head == 0 ? FirstBacklog : Backlog);
        await SayAsync(Opening);
        var goesOn = true;
        while (goesOn && _violations.Count == 0)
        {
            goesOn = !once;
            await RunAsync(store, times: once ? 0 : _random.Next(8));
        }

        foreach (var violation in _violations.Take(20)) await SayAsync(violation);
        return _violations.Count == 0 ? 0 : 1;
    }

    /// <summary>Opens the read models, appends, closes them, some more often, and compares at the end.</summary>
    private async Task RunAsync(OpossumStore store, int times)
    {
        // A small cache, so that much is stored while a table catches up.
        var options = new ReadModelOptions { CacheBytes = 1 << 20, WaitUntilCaughtUp = false, OnFailure = Note };
        ReadModelSet models = new([.. RevisedLibrary.ReadModels.Models, ReadModelDescriptor.Of<Tally<RevisedTally>, BookId>()]);
        await using var sqlite = await SqliteReadModels.OpenAsync(KilledRows.FileOf(path), store, models, options);
        using var stop = new CancellationTokenSource();
        var looking = Task.Run(() => new TallyCounts(store).LookAsync(sqlite, stop.Token));
        var rebuilding = _random.Next(3) == 0
            ? sqlite.RebuildAsync(models.Models[_random.Next(models.Models.Length)].Name)
            : Task.CompletedTask;
        for (; times > 0; times--)
        {
            // Closing saves snapshots.
            await using var views = await InMemoryReadModels.OpenAsync(store, RevisedLibrary.ReadModels, options);
            await AppendAsync(store, 1 + _random.Next(40));
            await views.UntilAsync(store.Head, Patience);
        }

        await using var memory = await InMemoryReadModels.OpenAsync(store, RevisedLibrary.ReadModels, options);
        await sqlite.UntilAsync(store.Head, Patience);
        await memory.UntilAsync(store.Head, Patience);
        await rebuilding;           // the file is copied while nothing is written
        await CompareAsync(store, memory);
        await stop.CancelAsync();
        var (pages, difference) = await looking;
        if (difference is not null) _violations.Add($"page {pages} of tallies: {difference}");
        if (pages == 0) _violations.Add("no page of tallies was read");
    }

    private async Task CompareAsync(OpossumStore store, InMemoryReadModels memory)
    {
        var folds = await PlainFolds.OfAsync(store);
        using var copy = new SqliteCopy(KilledRows.FileOf(path));
        foreach (var table in LabTable.All)
        {
            _violations.AddRange(folds.Differences("SQLite", table, copy.RowsOf(table), store.Head));
            _violations.AddRange(folds.Differences("memory", table, table.RowsOf(memory)!.Value.Rows, store.Head));
        }

        if (_violations.Count == 0) await SayAsync(Equal);
    }

    private async Task AppendAsync(OpossumStore store, int count)
    {
        foreach (var batch in _log.Take(count).Select(OfThisRun).Chunk(1 + _random.Next(50))) await store.AppendAsync(batch);
    }

    /// <summary>A number that another run has given to another book would be refused by the unique index.</summary>
    private IEvent OfThisRun(IEvent e) => e is BookRated { Isbn: not "" } rated ? rated with { Isbn = $"{seed} {rated.Isbn}" } : e;

    private void Note(ReadModelFailure failure)
    {
        lock (_violations) _violations.Add(failure.ToString());
    }

    private async Task SayAsync(string line)
    {
        await output.WriteLineAsync(line);
        await output.FlushAsync();
    }
}
