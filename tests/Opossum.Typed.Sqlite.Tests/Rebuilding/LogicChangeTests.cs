using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests.Rebuilding;

/// <summary>
/// Random changes of the logic, there and back, with restarts, crashes and rebuilds by hand: each reader sees the rows of one version, and
/// in the end they are those of the present one.
/// </summary>
public sealed class LogicChangeTests
{
    [Fact]
    public async Task Whatever_the_sequence_of_versions_a_reader_sees_the_rows_of_one_and_the_present_ones_in_the_end()
    {
        var changes = 0;
        for (var i = 0; changes < Tier.Size(quick: 60, full: 300, @long: 2_000); i++)
        {
            var seed = Tier.SeedOf(i);
            var folder = new ViewsFolder();
            try
            {
                await using var run = new Sequence(seed, OpossumStore.OpenInMemory(LibraryModel.Model));
                for (var step = 0; step < 6; step++, changes++) folder = await run.StepAsync(folder);
            }
            finally
            {
                folder.Dispose();
            }
        }

        Console.WriteLine($"read models: {changes} starts with random logic, each read as the rows of one version");
    }

    private sealed class Sequence(int seed, OpossumStore store) : IAsyncDisposable
    {
        private readonly Random _random = new(seed);
        private readonly List<SequencedEvent<IEvent>> _log = [];

        /// <summary>Runs one version of the program.</summary>
        /// <returns>The folder with which the next one begins.</returns>
        public async Task<ViewsFolder> StepAsync(ViewsFolder folder)
        {
            await AppendAsync();
            return _random.Next(3) switch
            {
                0 => await RunAsync<FirstTally>(folder),
                1 => await RunAsync<SecondTally>(folder),
                _ => await RunAsync<WideTally>(folder),
            };
        }

        public ValueTask DisposeAsync() => store.DisposeAsync();

        private async Task<ViewsFolder> RunAsync<TVersion>(ViewsFolder folder) where TVersion : ITallyVersion
        {
            var options = new ReadModelOptions
            {
                WaitUntilCaughtUp = _random.Next(2) == 0, ReadsOldRows = _random.Next(4) > 0, KeepsReplaced = _random.Next(2) == 0,
            };
            await using var views = await SqliteReadModels.OpenAsync(
                folder.Path, store, new(ReadModelDescriptor.Of<Tally<TVersion>, BookId>()), options);
            await CheckAsync(options.WaitUntilCaughtUp ? TVersion.Number : null);
            if (_random.Next(5) == 0) return Crash();
            await AppendAsync();
            var rebuilt = _random.Next(3) == 0 ? views.RebuildAsync("tallies") : Task.CompletedTask;
            await CheckAsync(version: null);
            if (_random.Next(5) == 0) return Crash();
            await rebuilt;
            await views.UntilAsync(store.Head);
            await CheckAsync(TVersion.Number);
            return _random.Next(3) == 0 ? Crash() : folder;

            ViewsFolder Crash()
            {
                var crashed = folder.Crash();
                folder.Dispose();
                return crashed;
            }

            async Task CheckAsync(long? version)
            {
                var difference = TallyCheck.Look(folder, _log, version, isNew: version is null)
                    ?? await TallyCheck.LookAsync<TVersion>(views, _log, version);
                Assert.True(difference is null, $"Seed {seed}, version {TVersion.Number}: {difference}");
            }
        }

        private async Task AppendAsync()
        {
            await store.AppendAsync(Enumerable.Range(0, 1 + _random.Next(40)).Select(_ =>
                new BookLent(LibraryLog.Book(_random.Next(5)), new(1), default)));
            _log.Clear();
            await foreach (var e in store.ReadAsync(Query.All)) _log.Add(e);
        }
    }
}
