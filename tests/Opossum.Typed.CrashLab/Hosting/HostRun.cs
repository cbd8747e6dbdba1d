using System.Globalization;
using Opossum.Typed.CrashLab.Projecting;
using Opossum.Typed.Sqlite;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Hosting;

/// <summary>
/// One of several hosts of a SQLite file: makes its rows, or reads along. Looks at them all the time: each page is of one version, as of
/// its position, and never goes back.
/// </summary>
internal sealed class HostRun(string path, TextReader input, TextWriter output)
{
    /// <summary>What it says once it is open; behind it, true if it makes the rows.</summary>
    public const string Opened = "opened ";

    /// <summary>What it says when the rows of a position are there; behind it, true if it makes the rows.</summary>
    public const string Reached = "reached ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <returns>The exit code; it ends by a violation alone, or with its input.</returns>
    public async Task<int> RunAsync()
    {
        await using var store = await OpossumStore.OpenReadOnlyAsync(path, LibraryModel.Model);
        ReadModelSet models = new([.. RevisedLibrary.ReadModels.Models, ReadModelDescriptor.Of<Tally<RevisedTally>, BookId>()]);
        await using var views = await SqliteReadModels.OpenAsync(KilledRows.FileOf(path), store, models, new()
        {
            WhenOwned = OwnedRows.ReadAlong, CacheBytes = 1 << 20, WaitUntilCaughtUp = false,
        });
        using var stop = new CancellationTokenSource();
        var looking = Task.Run(() => new TallyCounts(store).LookAsync(views, stop.Token));
        await SayAsync($"{Opened}{views.IsOwner}");
        var reading = Task.Run(() => AnswerAsync(views));
        if (await Task.WhenAny(looking, reading) == reading) await stop.CancelAsync();
        await reading;
        var (pages, difference) = await looking;
        if (difference is null) return 0;
        await SayAsync($"page {pages} of tallies: {difference}");
        return 1;
    }

    private async Task AnswerAsync(SqliteReadModels views)
    {
        while (await input.ReadLineAsync() is { } line)
        {
            await views.UntilAsync(long.Parse(line, CultureInfo.InvariantCulture), Patience);
            await SayAsync($"{Reached}{views.IsOwner}");
        }
    }

    private async Task SayAsync(string line)
    {
        await output.WriteLineAsync(line);
        await output.FlushAsync();
    }
}
