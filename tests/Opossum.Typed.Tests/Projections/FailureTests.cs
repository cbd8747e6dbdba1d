using System.Collections.Concurrent;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>What an event is to blame for stops one model, at that event, until somebody decides.</summary>
public sealed class FailureTests : IAsyncDisposable
{
    private static readonly BookId Emma = LibraryLog.Book(1);

    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);
    private readonly ConcurrentQueue<ReadModelFailure> _failures = new();

    private ReadModelOptions Options => new() { OnFailure = _failures.Enqueue };

    [Fact]
    public async Task A_handler_that_throws_stops_its_model_alone()
    {
        await using var views = await OpenAsync();
        await _store.AppendAsync(new BookRated(Emma, 1, "first"));
        await _store.AppendAsync(new BookRated(Emma, 1, "throw"));
        var bought = await _store.AppendAsync([new BookRated(Emma, 1, "later"), new BookBought(Emma, new("north"), "Emma", 0, 0)]);
        await views.UntilAsync<BookCard>(bought.Last);
        Assert.NotNull(await views.FindAsync(BookCard.At(Emma)));
        var stopped = await Assert.ThrowsAsync<ReadModelStoppedException>(async () => await views.UntilAsync(bought));
        Assert.Equal(
            "The read model 'book_ratings' stands still before position 2 (book-rated): InvalidOperationException. "
                + "Fix the handler and restart, resume it, or skip the event.", stopped.Message);
        Assert.Equal("first", (await views.FindAsync(BookRating.At(Emma)))!.Isbn);
        var status = await StatusAsync(views, "book_ratings");
        Assert.Equal((ReadModelState.Stopped, 1, 3), (status.State, status.Position, status.Lag));
        Assert.NotNull(status.OldestAge);
        Assert.Same(status.Failure, Assert.Single(_failures));
        Assert.Equal((2, "book-rated", (object)Emma), (status.Failure!.Position, status.Failure.EventType, status.Failure.RowKey));
        Assert.Equal("The handler fails.", status.Failure.Error.Message);
        Assert.All(await views.GetStatusAsync(), static each =>
            Assert.Equal(each.Name == "book_ratings" ? ReadModelState.Stopped : ReadModelState.Running, each.State));
    }

    [Fact]
    public async Task A_skipped_event_is_left_out_from_then_on()
    {
        await _store.AppendAsync([
            new BookRated(Emma, 1, "first"), new BookRated(Emma, 4, "throw"), new BookRated(LibraryLog.Book(2), 1, "throw"),
            new BookRated(LibraryLog.Book(3), 1, "last")]);
        await using (var views = await OpenAsync())
        {
            await views.SkipAsync("book_ratings", 3);           // it stands still at 2
            Assert.Null((await views.LatestAsync(BookRating.At(LibraryLog.Book(2)))).Row);
            await Assert.ThrowsAsync<ReadModelStoppedException>(async () => await views.LatestAsync(BookRating.At(Emma)));
            await views.SkipAsync("book_ratings", 2);
            await views.UntilAsync(4);
        }

        await _store.AppendAsync(new BookRated(Emma, 1, "more"));
        await using var again = await OpenAsync();
        Assert.Equal(["last", "more"], again.GetAll<BookRating>().Rows.Select(static row => row.Isbn).Order(StringComparer.Ordinal));
        Assert.Equal([2, 3], (await StatusAsync(again, "book_ratings")).Skipped);
        Assert.Equal("more", (await again.LatestAsync(BookRating.At(Emma))).Row!.Isbn);
    }

    [Fact]
    public async Task A_model_stops_at_the_next_event_that_fails()
    {
        await _store.AppendAsync([new BookRated(Emma, 4, "throw"), new BookRated(LibraryLog.Book(2), 1, "throw")]);
        await using var views = await OpenAsync();
        await views.SkipAsync("book_ratings", 1);
        await Eventually.IsTrueAsync(() => _failures.Count == 2);
        Assert.Equal(2, (await StatusAsync(views, "book_ratings")).Failure!.Position);
    }

    [Fact]
    public async Task Only_an_event_that_is_not_folded_yet_can_be_skipped()
    {
        await _store.AppendAsync(new BookRated(Emma, 1, "first"));
        await using var views = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => views.SkipAsync("book_ratings", 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => views.SkipAsync("book_ratings", 2));
        await Assert.ThrowsAsync<ArgumentException>(() => views.SkipAsync("nothing", 2));
    }

    [Fact]
    public async Task A_model_that_is_resumed_tries_its_event_again()
    {
        await _store.AppendAsync(new BookRated(Emma, 1, "throw"));
        await using var views = await OpenAsync();
        Assert.Single(_failures);
        await views.ResumeAsync("book_ratings");
        await Eventually.IsTrueAsync(() => _failures.Count == 2);
        await views.ResumeAsync("book_cards");          // does not stand still
    }

    [Theory, InlineData(0), InlineData(1), InlineData(37), InlineData(98), InlineData(99)]
    public async Task A_row_that_can_not_be_stored_stops_the_model_at_the_event_that_made_it_so(int bad)
    {
        for (var i = 0; i < 100; i++) await _store.AppendAsync(new BookRated(LibraryLog.Book(i), i == bad ? -1 : 1, ""));
        await using var views = await OpenAsync();
        var failure = Assert.Single(_failures);
        Assert.Equal((bad + 1, LibraryLog.Book(bad)), (failure.Position, failure.RowKey));
        Assert.IsType<ArgumentException>(failure.Error);
        Assert.Equal(bad, (await StatusAsync(views, "book_ratings")).Position);
        await views.SkipAsync("book_ratings", bad + 1);
        await views.UntilAsync(100);
        var naive = await NaiveLibrary.FoldAsync(_store, e => e.Position != bad + 1);
        Assert.Equal(RowText.Of<BookRating, BookId>(naive.Ratings), RowText.Of<BookRating, BookId>(views.GetAll<BookRating>().Rows));
    }

    [Fact]
    public async Task While_events_come_one_by_one_a_row_that_can_not_be_stored_stops_the_model_too()
    {
        await using var views = await OpenAsync();
        await views.UntilAsync(await _store.AppendAsync(new BookRated(Emma, 1, "")));
        var bad = await _store.AppendAsync([new BookRated(LibraryLog.Book(2), 1, ""), new BookRated(LibraryLog.Book(3), -1, "")]);
        await Assert.ThrowsAsync<ReadModelStoppedException>(async () => await views.UntilAsync(bad));
        Assert.Equal(3, Assert.Single(_failures).Position);
        Assert.Equal(2, views.GetAll<BookRating>().Rows.Length);
        await views.UntilAsync<BookCard>((await _store.AppendAsync(new BookBought(Emma, new("north"), "", 0, 0))).Last);
    }

    [Fact]
    public async Task A_value_that_another_row_has_in_a_unique_index_stops_the_model()
    {
        await _store.AppendAsync([
            new BookRated(Emma, 1, "a"), new BookRated(LibraryLog.Book(2), 1, "b"), new BookRated(LibraryLog.Book(3), 1, ""),
            new BookRated(LibraryLog.Book(4), 1, ""), new BookRated(LibraryLog.Book(5), 1, "a")]);
        await using var views = await OpenAsync();
        Assert.Equal((5, LibraryLog.Book(5)), (Assert.Single(_failures).Position, _failures.Single().RowKey));
        await views.SkipAsync("book_ratings", 5);
        await views.UntilAsync(5);
        Assert.Equal(4, views.GetAll<BookRating>().Rows.Length);
    }

    [Fact]
    public async Task Values_of_a_unique_index_may_change_their_rows()
    {
        await using var views = await OpenAsync();
        await views.UntilAsync(await _store.AppendAsync([new BookRated(Emma, 1, "a"), new BookRated(LibraryLog.Book(2), 1, "b")]));
        await views.UntilAsync(await _store.AppendAsync([
            new BookRated(Emma, 1, ""), new BookRated(LibraryLog.Book(2), 1, "a"), new BookRated(Emma, 1, "b")]));
        Assert.Equal("b", (await views.FindAsync(BookRating.At(Emma)))!.Isbn);
    }

    [Fact]
    public async Task A_tag_that_its_type_can_not_be_read_from_stops_the_models_that_need_it()
    {
        await AppendRawAsync("reader:01", LibraryModel.Model.ToEventData(new BookLent(Emma, new(1), default)).Payload);
        await using var views = await OpenAsync();
        Assert.Equal(["loans", "reader_activity"], _failures.Select(static failure => failure.Model).Order(StringComparer.Ordinal));
        Assert.All(_failures, static failure => Assert.Equal(
            "Event 'book-lent' at position 1: the value of a tag 'reader' is not a whole number that fits its type.",
            failure.Error.Message));
    }

    [Fact]
    public async Task An_event_that_fails_for_one_of_its_rows_has_changed_none()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, new(ReadModelDescriptor.Of<MoveCount, BookId>()), Options);
        await views.UntilAsync(await _store.AppendAsync(new BooksMoved([LibraryLog.Book(1), LibraryLog.Book(3)], new("north"))));
        await _store.AppendAsync([
            new BooksMoved([LibraryLog.Book(3)], new("north")),
            new BooksMoved([LibraryLog.Book(1), LibraryLog.Book(2), LibraryLog.Book(3)], new("north"))]);
        await Eventually.IsTrueAsync(() => !_failures.IsEmpty);
        Assert.Equal((3, LibraryLog.Book(2)), (_failures.Single().Position, _failures.Single().RowKey));
        Assert.Equal([1, 2], views.GetAll<MoveCount>().Rows.OrderBy(static row => row.Book.Value).Select(static row => row.Moves));
    }

    [Fact]
    public async Task An_event_that_can_not_be_decoded_stops_the_models_that_look_at_it()
    {
        await AppendRawAsync("reader:1", "{}"u8.ToArray());
        await using var views = await OpenAsync();
        Assert.Equal(("loans", true), (Assert.Single(_failures).Model, _failures.Single().Error is EventFormatException));
        Assert.Equal(1, (await views.FindAsync(ReaderActivity.At(new(1))))!.Loans);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private ValueTask<AppendResult> AppendRawAsync(string reader, ReadOnlyMemory<byte> payload) => _store.Log.AppendAsync(
        [new EventData("book-lent", payload, new Tag($"book:{Emma}"), new Tag(reader)) { Encoding = PayloadEncoding.Json }]);

    private async Task<InMemoryReadModels> OpenAsync() => await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels, Options);

    private static async Task<ReadModelStatus> StatusAsync(ReadModels views, string model) =>
        (await views.GetStatusAsync()).Single(status => status.Name == model);
}
