using System.Collections.Immutable;

namespace Opossum.Typed.Tests.Library;

/// <summary>
/// The rows of all read models, folded from the first event in the plainest way: nothing of the runtime, and nothing of what is generated.
/// </summary>
public sealed class NaiveLibrary
{
    private readonly Dictionary<BookId, BookCard> _cards = [];
    private readonly Dictionary<(BookId, ReaderId), Loan> _loans = [];
    private readonly Dictionary<ReaderId, ReaderActivity> _activity = [];
    private readonly Dictionary<(DateOnly, string), DailyFines> _fines = [];
    private readonly Dictionary<long, JournalEntry> _journal = [];
    private readonly Dictionary<BranchId, Branch> _branches = [];
    private readonly Dictionary<BookId, BookRating> _ratings = [];
    private LibraryTotals? _totals;

    /// <summary>How many events found no card to change.</summary>
    public long MissedCards { get; private set; }

    public IEnumerable<BookCard> Cards => _cards.Values;

    public IEnumerable<Loan> Loans => _loans.Values;

    public IEnumerable<ReaderActivity> Activity => _activity.Values;

    public IEnumerable<DailyFines> Fines => _fines.Values;

    public IEnumerable<JournalEntry> Journal => _journal.Values;

    public IEnumerable<Branch> Branches => _branches.Values;

    public IEnumerable<BookRating> Ratings => _ratings.Values;

    public IEnumerable<LibraryTotals> Totals => _totals is null ? [] : [_totals];

    public static async Task<NaiveLibrary> FoldAsync(OpossumStore store, Func<SequencedEvent<IEvent>, bool>? takes = null)
    {
        var library = new NaiveLibrary();
        await foreach (var e in store.ReadAsync(Query.All))
            if (takes?.Invoke(e) ?? true) library.Fold(e.Event, e.Position, e.Metadata);
        return library;
    }

    public void Fold(IEvent e, long position, EventMetadata metadata)
    {
        var at = metadata.RecordedAt;
        switch (e)
        {
            case BookBought bought:
                _cards[bought.Book] = new(bought.Book, bought.Title, bought.Branch.Name, bought.Price, bought.Copies);
                _journal[position] = new(position, "bought " + bought.Title, metadata.Id);
                _totals = new((_totals?.Books ?? 0) + 1, (_totals?.Copies ?? 0) + bought.Copies, _totals?.HasLost ?? false);
                AddTo(bought.Branch, [bought.Book]);
                break;
            case BookRetitled retitled:
                Change(retitled.Book, card => card with { Title = retitled.Title });
                break;
            case BooksMoved moved:
                foreach (var book in moved.Books.Distinct()) Change(book, card => card with { Branch = moved.To.Name });
                AddTo(moved.To, moved.Books);
                break;
            case BookLent lent:
                Change(lent.Book, static card => card with { Lent = card.Lent + 1 });
                var loan = _loans.GetValueOrDefault((lent.Book, lent.Reader));
                _loans[(lent.Book, lent.Reader)] =
                    new(lent.Book, lent.Reader, lent.Due, loan?.Since ?? at, position, (loan?.Times ?? 0) + 1);
                CountLoan(lent.Reader);
                break;
            case BookReturned returned:
                Change(returned.Book, static card => card with { Lent = card.Lent - 1 });
                if (_loans.TryGetValue((returned.Book, returned.Reader), out var open))
                {
                    if (open.Times == 1) _loans.Remove((returned.Book, returned.Reader));
                    else _loans[(returned.Book, returned.Reader)] = open with { Times = open.Times - 1 };
                }

                CountLoan(returned.Reader);
                break;
            case BookLost lost:
                if (!_cards.Remove(lost.Book)) MissedCards++;
                _journal[position] = new(position, "lost: " + lost.Reason, metadata.Id);
                _totals = _totals is null or { Books: 1 } ? null : new(_totals.Books - 1, _totals.Copies, true);
                break;
            case FinePaid paid:
                Pay(paid);
                break;
            case BookRated rated:
                _ratings[rated.Book] = new(rated.Book, 1 / Math.Sqrt(rated.Rating), rated.Isbn.Length == 0 ? null : rated.Isbn);
                break;
        }
    }

    private void Pay(FinePaid paid)
    {
        var row = _activity.GetValueOrDefault(paid.Reader) ?? new(paid.Reader);
        var pause = row.LastPaid is { } last ? paid.PaidAt - last : default;
        _activity[paid.Reader] = new(
            paid.Reader, row.Loans, row.Paid + paid.Amount, paid.PaidAt.ToUniversalTime(), TimeOnly.FromDateTime(paid.PaidAt.DateTime),
            pause > row.Longest ? pause : row.Longest);
        if (paid.Amount == 0) return;
        var day = (DateOnly.FromDateTime(paid.PaidAt.UtcDateTime), paid.Currency);
        var fines = _fines.GetValueOrDefault(day) ?? new(day.Item1, day.Currency);
        _fines[day] = new(day.Item1, day.Currency, fines.Fines + 1, fines.Total + paid.Amount);
    }

    private void CountLoan(ReaderId reader)
    {
        var row = _activity.GetValueOrDefault(reader) ?? new(reader);
        _activity[reader] = row with { Loans = row.Loans + 1 };
    }

    private void Change(BookId book, Func<BookCard, BookCard> change)
    {
        if (_cards.TryGetValue(book, out var card)) _cards[book] = change(card);
        else MissedCards++;
    }

    private void AddTo(BranchId branch, IEnumerable<BookId> books)
    {
        var row = _branches.GetValueOrDefault(branch) ?? new(branch, []);
        _branches[branch] = row with { Books = [.. row.Books, .. books] };
    }
}
