using System.Diagnostics;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests;

/// <summary>After <c>UntilAsync</c> a writer reads what it has appended, however many others write.</summary>
public sealed class FreshnessTests : IAsyncDisposable
{
    private const int Writers = 8;

    /// <summary>How long the long tier goes on.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(Tier.Size(quick: 0, full: 0, @long: 60));

    private readonly ViewsFolder _folder = new();
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task Of_eight_writers_none_reads_rows_in_SQLite_without_its_own_events()
    {
        await using var views = await SqliteReadModels.OpenAsync(_folder.Path, _store, LibraryModel.ReadModels);
        await WriteAsync(views, appends: Tier.Size(quick: 60, full: 500));
    }

    [Fact]
    public async Task Of_eight_writers_none_reads_rows_in_memory_without_its_own_events()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await WriteAsync(views, appends: Tier.Size(quick: 150, full: 800));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task WriteAsync(ReadModels views, int appends)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var book = LibraryLog.Book(writer);
            await _store.AppendAsync(new BookBought(book, new("north"), "", 0, 0));
            for (var i = 1; i <= appends || clock.Elapsed < Long; i++)
            {
                await views.UntilAsync(await _store.AppendAsync(new BookLent(book, new(1), default)));
                Assert.Equal(i, (await views.FindAsync(BookCard.At(book)))!.Lent);
                Assert.Equal(i, (await views.LatestAsync(BookCard.At(book))).Row!.Lent);
            }
        })));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{_store.Head} events of {Writers} writers in {clock.Elapsed.TotalSeconds:0} s, each read at once");
    }
}
