using Microsoft.Data.Sqlite;
using Opossum.Typed.CrashLab.Projecting;
using Opossum.Typed.CrashLab.Tests.Support;
using Opossum.Typed.Sqlite;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>A process whose read models follow a store is killed again and again.</summary>
public sealed class ProjectionKillTests : IDisposable
{
    private static readonly int Kills = Tier.Size(quick: 2, full: 8);

    private readonly LabFolder _folder = new();
    private readonly StringWriter _output = new();

    [Fact]
    public async Task After_every_kill_the_rows_are_what_the_events_up_to_their_position_make()
    {
        var exitCode = await new ProjectionRounds(_folder.Store, Tier.Seed, _output).RunAsync(Kills);
        Assert.True(exitCode == 0, _output.ToString());
        Assert.EndsWith("0 violations\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_ahead_of_their_position_and_rows_that_are_missing_are_noticed()
    {
        var violations = new List<string>();
        await using var store = await OpossumStore.OpenAsync(_folder.Store, LibraryModel.Model);
        foreach (var batch in new LibraryLog(Tier.Seed).Take(100).Chunk(20)) await store.AppendAsync(batch);
        await (await SqliteReadModels.OpenAsync(KilledRows.FileOf(_folder.Store), store, RevisedLibrary.ReadModels)).DisposeAsync();
        Assert.Equal(KillMoment.None, await KilledRows.LookAsync(_folder.Store, store, violations) & KillMoment.Building);
        Assert.Empty(violations);

        Change("update opossum_models set position = 1 where name = 'loans'; delete from reader_activity");
        Assert.Equal(KillMoment.Behind, await KilledRows.LookAsync(_folder.Store, store, violations) & KillMoment.Behind);
        Assert.Equal(["loans", "reader_activity", "reader_activity"], violations.Select(static each => each.Split(' ')[0]));
    }

    public void Dispose() => _folder.Dispose();

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={KilledRows.FileOf(_folder.Store)};Pooling=false");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
