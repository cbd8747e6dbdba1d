using System.Text;
using Opossum.Typed.Sqlite;

namespace Opossum.Typed.Generators.Tests.ComposedModels;

/// <summary>
/// Read models that nobody thought of, over random logs: rows in memory and in SQLite equal a plain fold, across restarts, and after the
/// table was made by another version of the model.
/// </summary>
public class ComposedModelTests
{
    private const int ModelsInProgram = 4;

    [Fact]
    public async Task Rows_of_each_composed_model_equal_a_plain_fold_in_memory_and_in_SQLite()
    {
        var count = 0;
        for (var i = 0; count < Tier.Size(quick: 8, full: 64, @long: 2_000); i++)
        {
            var seed = Tier.SeedOf(i + 1);
            using var program = new ModelProgram(seed, ModelsInProgram);
            count += program.Count;
            await RunAsync(program, seed);
        }

        Console.WriteLine($"composed read models: {count} equal a plain fold");
    }

    private static async Task RunAsync(ModelProgram program, int seed)
    {
        var random = new Random(seed);
        var directory = Directory.CreateTempSubdirectory("composed-models-");
        try
        {
            await using var store = OpossumStore.OpenInMemory(program.Models.Model);
            for (var run = 0; run < 4; run++)
            {
                await AppendAsync(program, store, random);
                var version = run == 0 ? 0 : random.Next(3);
                var options = new ReadModelOptions { WaitUntilCaughtUp = random.Next(2) == 0, KeepsReplaced = random.Next(2) == 0 };
                await using var sqlite = await SqliteReadModels.OpenAsync(
                    Path.Combine(directory.FullName, "views.db"), store, program.Models.Version(version), options);
                await program.Models.ReadAsync(version, sqlite);
                if (random.Next(4) == 0) continue;          // closed before it has caught up, perhaps
                await using var memory = await InMemoryReadModels.OpenAsync(store, program.Models.Version(version));
                await CheckAsync(sqlite);
                if (random.Next(2) == 0) await AppendAsync(program, store, random);
                await CheckAsync(sqlite);
                await CheckAsync(memory);

                async Task CheckAsync(ReadModels views)
                {
                    var differences = await program.Models.DifferencesAsync(version, views, store);
                    if (differences.Count > 0)
                        Assert.Fail($"Seed {seed}, {views.GetType().Name}, version {version}: {string.Join('\n', differences)}\n"
                            + $"{await FirstAsync(program, store, version)}\n{program.Source}");
                }
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <returns>The event after which rows that were never interrupted differ for the first time.</returns>
    private static async Task<string> FirstAsync(ModelProgram program, OpossumStore store, int version)
    {
        await using var replayed = OpossumStore.OpenInMemory(program.Models.Model);
        await using var views = await InMemoryReadModels.OpenAsync(replayed, program.Models.Version(version));
        await foreach (var e in store.ReadAsync(Query.All))
        {
            await replayed.AppendAsync(e.Event);
            if (await program.Models.DifferencesAsync(version, views, replayed) is not [var difference, ..]) continue;
            using var reader = store.Log.Read(Query.All, new ReadOptions { From = e.Position, To = e.Position });
            await reader.FillAsync();
            Assert.True(reader.TryRead(out var raw));
            return $"After {e.Position}, {raw.TypeName} {Encoding.UTF8.GetString(raw.Payload)}: {difference}";
        }

        return "One event after the other, they are equal.";
    }

    private static async Task AppendAsync(ModelProgram program, OpossumStore store, Random random)
    {
        for (var i = random.Next(12); i >= 0; i--)
            await store.AppendAsync([.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => program.Models.Next(random))]);
    }
}
