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

    [Fact]
    public async Task A_file_in_a_store_that_is_only_read_is_refused_before_it_is_made()
    {
        await (await OpossumStore.OpenAsync(StorePath, LibraryModel.Model)).DisposeAsync();
        await using var reader = await OpossumStore.OpenReadOnlyAsync(StorePath, LibraryModel.Model);
        var before = Directory.GetFileSystemEntries(StorePath, "*", SearchOption.AllDirectories);
        foreach (var name in new[] { "views.db", Path.Combine("new", "views.db"), Path.Combine("segments", "..", "views.db") })
        {
            var error = await Assert.ThrowsAsync<ReadModelException>(async () =>
                await SqliteReadModels.OpenAsync(Path.Combine(StorePath, name), reader, LibraryModel.ReadModels));
            Assert.Contains($"would lie in the store '{StorePath}'", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, Directory.GetFileSystemEntries(StorePath, "*", SearchOption.AllDirectories));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
