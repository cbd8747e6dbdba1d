using Opossum.Typed.Tests.Library;
using Opossum.Typed.Tests.Privacy;

namespace Opossum.Typed.Tests.Projections;

/// <summary>No key, tag or payload is in a message, text, span or metric of read models.</summary>
public sealed class ReadModelPrivacyTests : IAsyncDisposable
{
    private static readonly BookId Book = new(Secrets.Id);

    private readonly Secrets _secrets = new();
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task Messages_and_texts_have_no_key_and_no_value()
    {
        await _store.AppendAsync([
            new BookBought(Book, new(Secrets.Text), Secrets.Text, Secrets.Number, 0),
            new FinePaid(new(Secrets.Number), 1, Secrets.Text, default),
            new BookRated(Book, 1, Secrets.Text), new BookRated(LibraryLog.Book(1), 1, Secrets.Text)]);
        await _store.Log.AppendAsync([
            new EventData("book-lent", "{}"u8.ToArray(), new Tag("book:" + Secrets.Text), new Tag("reader:" + Secrets.Text))
            {
                Encoding = PayloadEncoding.Json,
            }]);
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels, new() { OnFailure = Show });
        foreach (var status in await views.GetStatusAsync()) _secrets.Show(status);
        await _secrets.ShowFailureAsync<ReadModelStoppedException>(async () => await views.UntilAsync(_store.Head));
        await _store.AppendAsync(new BookRated(Book, 1, "throw"));
        await _secrets.ShowFailureAsync<ReadModelStoppedException>(async () => await views.LatestAsync(BookRating.At(Book)));
        object[] texts =
        [
            BookCard.At(Book), Loan.At(Book, new(Secrets.Number)), Branch.At(new(Secrets.Text)),
            new ReadModelPage<BookCard>([(await views.LatestAsync(BookCard.At(Book))).Row!], 1, 1, 1, 1),
            (await views.LatestAsync(BookCard.At(Book))).Unless, SqlOf($"where title = {Secrets.Text}"),
            new StoredRow<BookCard>((await views.LatestAsync(BookCard.At(Book))).Row, 7),
        ];
        foreach (var text in texts) _secrets.Show(text);
        _secrets.AreKept();
    }

    public async ValueTask DisposeAsync()
    {
        _secrets.Dispose();
        await _store.DisposeAsync();
    }

    private static Sql SqlOf(Sql sql) => sql;

    private void Show(ReadModelFailure failure)
    {
        _secrets.Show(failure);
        if (failure.Error is not InvalidOperationException) _secrets.Show(failure.Error);       // the user's
    }
}
