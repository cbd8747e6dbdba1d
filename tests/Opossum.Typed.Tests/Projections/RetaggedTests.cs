using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>Old events get tags: rows that are found by them are made again, and a decision by a row is exact at once.</summary>
public sealed class RetaggedTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private static readonly BookId Emma = LibraryLog.Book(1);

    [Fact]
    public async Task Rows_are_made_again_while_they_are_followed()
    {
        var time = new FakeTimeProvider();
        await using var store = OpossumStore.OpenInMemory(LibraryModel.Model, new() { TimeProvider = time });
        await AppendAsync(store);
        await using var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels, cancellationToken: Stop);
        Assert.Equal("Emma", (await views.FindAsync(BookCard.At(Emma), Stop))!.Title);
        await store.RetagAsync(cancellationToken: Stop);

        // At once, though the rows don't know of it yet; and the condition knows of it.
        var (latest, unless) = await views.LatestAsync(BookCard.At(Emma), Stop);
        Assert.Equal("Emma, a novel", latest!.Title);
        Assert.Null((await store.TryAppendAsync(new BookLent(Emma, new(1), default), unless, cancellationToken: Stop)).Conflict);
        await Until(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return (await views.FindAsync(BookCard.At(Emma), Stop))!.Title == "Emma, a novel";
        });
        await views.UntilAsync(store.Head, cancellationToken: Stop);
        Assert.Empty(await LibraryCheck.DifferencesAsync(views, store));
    }

    [Fact]
    public async Task A_snapshot_from_before_is_not_used()
    {
        using var folder = new StoreFolder();
        await using var store = await OpossumStore.OpenAsync(folder.Path, LibraryModel.Model, cancellationToken: Stop);
        await AppendAsync(store);
        await (await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels, cancellationToken: Stop)).DisposeAsync();
        await store.RetagAsync(cancellationToken: Stop);
        await using var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels, cancellationToken: Stop);
        Assert.Equal("Emma, a novel", (await views.FindAsync(BookCard.At(Emma), Stop))!.Title);
        Assert.Empty(await LibraryCheck.DifferencesAsync(views, store));
    }

    /// <summary>A book that an older program has retitled, before its event had a tag.</summary>
    private static async Task AppendAsync(OpossumStore store)
    {
        await store.AppendAsync(new BookBought(Emma, new("north"), "Emma", 1, 2), cancellationToken: Stop);
        await store.Log.AppendAsync(
            [Untagged(new BookRetitled(Emma, "Emma, a novel"))], cancellationToken: Stop);
    }

    /// <summary>As an older program stored it, before the event had a tag.</summary>
    private static EventData Untagged(BookRetitled e) =>
        new("book-retitled", LibraryModel.Model.ToEventData(e).Payload) { Encoding = PayloadEncoding.Json };

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var begin = Environment.TickCount64; !await holds(); await Task.Delay(5, Stop))
            if (Environment.TickCount64 - begin > 30_000) throw new TimeoutException();
    }
}
