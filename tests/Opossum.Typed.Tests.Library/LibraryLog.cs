namespace Opossum.Typed.Tests.Library;

/// <summary>Random events of a library: mostly sensible, but books are also lent that were never bought.</summary>
public sealed class LibraryLog(int seed, int books = 6, int readers = 4)
{
    private static readonly string[] Texts = ["Emma", "", "Ünïcødé \"x\" 'y'", "a\0b", "日本語", new string('x', 300), "\U0001F600"];
    private static readonly string[] Branches = ["north", "south", "Süd"];
    private static readonly string[] Currencies = ["EUR", "USD", "eur"];
    private static readonly decimal[] Amounts =
        [0, 1, 1.50m, -2.5m, 0.10m, 1234567890123456789.123456789m, decimal.MaxValue / 1_000_000, 100.00m];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, BookId> _isbns = new(StringComparer.Ordinal);
    private DateTimeOffset _now = new(2026, 1, 1, 23, 30, 0, TimeSpan.FromHours(2));

    /// <summary>The book of a number.</summary>
    public static BookId Book(int number) => new(new(number + 1, 7, 7, 0, 0, 0, 0, 0, 0, 0, 0xAB));

    public IEnumerable<IEvent> Take(int count)
    {
        for (var i = 0; i < count; i++) yield return Next();
    }

    public IEvent Next() => _random.Next(20) switch
    {
        0 or 1 or 2 => new BookBought(AnyBook(), AnyBranch(), Any(Texts), Any(Amounts), _random.Next(5)),
        3 => new BookRetitled(AnyBook(), Any(Texts)),
        4 => new BooksMoved([.. Enumerable.Range(0, _random.Next(4)).Select(_ => AnyBook())], AnyBranch()),
        5 or 6 or 7 or 8 => new BookLent(AnyBook(), AnyReader(), DateOnly.FromDateTime(_now.Date).AddDays(_random.Next(-900, 900))),
        9 or 10 or 11 => new BookReturned(AnyBook(), AnyReader()),
        12 => new BookLost(AnyBook(), (LossReason)_random.Next(2)),
        13 or 14 or 15 => new FinePaid(AnyReader(), Any(Amounts), Any(Currencies), Later()),
        16 => new LibraryCleaned(Any(Texts)),
        _ => Rate(AnyBook()),
    };

    private BookRated Rate(BookId book)
    {
        var isbn = _random.Next(3) == 0 ? "" : $"isbn-{_random.Next(books + 2)}";
        if (isbn.Length > 0 && _isbns.TryGetValue(isbn, out var owner) && owner != book) isbn = "";
        foreach (var old in _isbns.Where(each => each.Value == book).Select(static each => each.Key).ToArray()) _isbns.Remove(old);
        if (isbn.Length > 0) _isbns[isbn] = book;
        return new(book, _random.Next(100) / 8.0, isbn);
    }

    private DateTimeOffset Later()
    {
        _now = _now.AddTicks(_random.NextInt64(TimeSpan.TicksPerDay)).ToOffset(TimeSpan.FromHours(_random.Next(-3, 4)));
        return _now;
    }

    private BookId AnyBook() => Book(_random.Next(books));

    private ReaderId AnyReader() => new(_random.Next(readers) - 1);

    private BranchId AnyBranch() => new(Any(Branches));

    private T Any<T>(T[] values) => values[_random.Next(values.Length)];
}
