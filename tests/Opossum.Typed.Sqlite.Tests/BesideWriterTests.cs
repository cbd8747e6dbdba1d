using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests;

/// <summary>Read models of a process that does not write the store. Their file holds rows and checkpoint; nothing else is needed.</summary>
public sealed class BesideWriterTests : IDisposable
{
    private readonly string _directory = TestDisk.NewDirectory();

    private string StorePath => Path.Combine(_directory, "store");

    [Fact]
    public async Task Rows_follow_a_writer_and_go_on_where_they_were()
    {
        await using var writer = await OpossumStore.OpenAsync(StorePath, LibraryModel.Model);
        var log = new LibraryLog(Tier.Seed).Take(600);
        foreach (var third in log.Chunk(200))
        {
            await using var reader = await OpossumStore.OpenReadOnlyAsync(StorePath, LibraryModel.Model);
            await using var views = await SqliteReadModels.OpenAsync(Path.Combine(_directory, "views.db"), reader, LibraryModel.ReadModels);
            Assert.Equal(writer.Head, (await views.GetStatusAsync())[0].Position);
            foreach (var some in third.Chunk(50)) await writer.AppendAsync(some);
            await views.UntilAsync(writer.Head);
            Assert.Empty(await LibraryCheck.DifferencesAsync(views, writer));
        }
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
