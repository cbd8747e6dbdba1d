using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests.Rebuilding;

/// <summary>
/// A process dies at each step of a rebuild: readers see one table or the other, and the next process goes on, whichever logic it has.
/// </summary>
public sealed class DeathTests : IAsyncDisposable
{
    private const int Books = 4;

    // Each commit of a table that is not complete seems to be long after the last one, so that there are several.
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(11) };
    private readonly OpossumStore _store;
    private readonly List<SequencedEvent<IEvent>> _log = [];

    public DeathTests() => _store = OpossumStore.OpenInMemory(LibraryModel.Model, new() { TimeProvider = _time });

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_process_may_die_at_any_step_of_a_rebuild(bool isWide, bool keepsReplaced)
    {
        var after = isWide ? Of<WideTally>() : Of<SecondTally>();
        var version = isWide ? 3 : 2;
        await AppendAsync(1_500);
        using var before = new ViewsFolder();
        await (await SqliteReadModels.OpenAsync(before.Path, _store, Of<FirstTally>())).DisposeAsync();
        await AppendAsync(1_700);
        var deaths = 0;
        for (var k = 1; ; k += Tier.Size(quick: 3, full: 1))
        {
            using var folder = before.Crash();
            var calls = await DieAsync(folder, after, k, new() { WaitUntilCaughtUp = false, KeepsReplaced = keepsReplaced });
            Check(TallyCheck.Look(folder, _log), calls);
            if (k % 2 == 0)
            {
                // The process of the next start may be the earlier version again.
                await using var first = await SqliteReadModels.OpenAsync(folder.Path, _store, Of<FirstTally>());
                Check(await TallyCheck.LookAsync<FirstTally>(first, _log, version: 1), calls);
            }

            await using var views = await SqliteReadModels.OpenAsync(folder.Path, _store, after);
            Check(isWide
                ? await TallyCheck.LookAsync<WideTally>(views, _log, version)
                : await TallyCheck.LookAsync<SecondTally>(views, _log, version), calls);
            Check(TallyCheck.Look(folder, _log, version), calls);
            if (calls.Count < k) break;
            deaths++;
        }

        Assert.InRange(deaths, 8, 100);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static ReadModelSet Of<TVersion>() where TVersion : ITallyVersion => new(ReadModelDescriptor.Of<Tally<TVersion>, BookId>());

    /// <summary>Opens read models of changed logic, which die at their k-th call, while readers look at the file.</summary>
    /// <returns>The calls.</returns>
    private async Task<List<string>> DieAsync(ViewsFolder folder, ReadModelSet models, int k, ReadModelOptions options)
    {
        var calls = new List<string>();
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var storage = new DyingStorage(folder.Path, call =>
        {
            lock (calls)
            {
                if (calls.Count < k) calls.Add(call);
                if (calls.Count < k) return;
            }

            died.TrySetResult();
            throw new IOException("The process has died.");
        });
        var views = new DyingReadModels(_store, models, storage, options);
        var reading = Task.Run(async () =>
        {
            while (!died.Task.IsCompleted)
            {
                if (TallyCheck.Look(folder, _log) is { } difference) return difference;
                await Task.Yield();
            }

            return null;
        });
        try
        {
            await views.OpenAsync();
            await Task.WhenAny(died.Task, views.UntilAsync(_store.Head).AsTask());
        }
        catch (IOException)
        {
            // It died before it was open.
        }

        died.TrySetResult();
        await views.DisposeAsync();
        Check(await reading, calls);
        return calls;
    }

    private async Task AppendAsync(int count)
    {
        var random = new Random(Tier.Seed + _log.Count);
        await _store.AppendAsync(Enumerable.Range(0, count).Select(_ =>
            new BookLent(LibraryLog.Book(random.Next(Books)), new(1), default)));
        _log.Clear();
        await foreach (var e in _store.ReadAsync(Query.All)) _log.Add(e);
    }

    private static void Check(string? difference, List<string> calls) =>
        Assert.True(difference is null, $"After {string.Join(", ", calls)}: {difference}");
}
