using System.Collections.Immutable;

namespace Opossum.Typed.Tests.Library;

/// <summary>
/// Loops over the rows of books, quick ones and slow ones, while a store is appended to: each gets rows as they were, in their order, and
/// the last one in the end.
/// </summary>
public sealed class WatchCheck(IReadModels views, OpossumStore store, int seed)
{
    private const string None = "no row";
    private const int Books = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<(BookId Book, List<string> Seen)> _rows = [];                 // each list is of one loop, and locked
    private readonly List<List<(ImmutableArray<string> Rows, long Position)>> _lists = [];

    /// <summary>Appends random events, and sometimes makes the rows again, under loops.</summary>
    /// <param name="watchDear">Begins to watch the rows with a price above 1.</param>
    /// <param name="appends">How many appends.</param>
    /// <returns>What is wrong; nothing if nothing is.</returns>
    public async Task<ImmutableArray<string>> RunAsync(
        Func<CancellationToken, IAsyncEnumerable<(ImmutableArray<BookCard> Rows, long Position)>> watchDear, int appends)
    {
        using var stop = new CancellationTokenSource();
        var loops = new List<Task>();
        for (var i = 0; i < 2 * Books; i++)
        {
            var (book, seen, slowness) = (LibraryLog.Book(i / 2), new List<string>(), i % 2);
            _rows.Add((book, seen));
            loops.Add(Task.Run(() => LookAsync(
                views.WatchAsync(BookCard.At(book), stop.Token), TextOf, seen, new(seed + i), slowness)));
        }

        for (var i = 0; i < 2; i++)
        {
            var (seen, slowness) = (new List<(ImmutableArray<string>, long)>(), i);
            _lists.Add(seen);
            loops.Add(Task.Run(() => LookAsync(
                watchDear(stop.Token), static state => (TextsOf(state.Rows), state.Position), seen, new(seed - i), slowness)));
        }

        var (random, log) = (new Random(seed), new LibraryLog(seed, Books));
        for (var i = 0; i < appends; i++)
        {
            await store.AppendAsync(log.Take(1 + random.Next(3)));
            if (random.Next(10) == 0) await Task.Delay(random.Next(3));
            if (random.Next(40) == 0) await views.RebuildAsync("book_cards");
        }

        await views.UntilAsync(store.Head);
        var differences = await DifferencesAsync();
        await stop.CancelAsync();
        foreach (var loop in loops) await loop;
        return differences;
    }

    private static async Task LookAsync<T, TText>(
        IAsyncEnumerable<T> watched, Func<T, TText> textOf, List<TText> seen, Random random, int slowness)
    {
        try
        {
            await foreach (var state in watched)
            {
                lock (seen) seen.Add(textOf(state));
                if (slowness > 0) await Task.Delay(random.Next(5));
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task<ImmutableArray<string>> DifferencesAsync()
    {
        var differences = ImmutableArray.CreateBuilder<string>();
        var (naive, rows) = (new NaiveLibrary(), new Dictionary<BookId, List<string>>());
        List<ImmutableArray<string>> lists = [[]];
        for (var i = 0; i < Books; i++) rows[LibraryLog.Book(i)] = [None];
        await foreach (var e in store.ReadAsync(Query.All))
        {
            naive.Fold(e.Event, e.Position, e.Metadata);
            foreach (var (book, history) in rows) Note(history, TextOf(naive.Cards.FirstOrDefault(card => card.Book == book)));
            lists.Add(TextsOf(naive.Cards.Where(static card => card.Price > 1)));
        }

        foreach (var (book, seen) in _rows)
        {
            await EndsOnAsync(seen, last => last == rows[book][^1], "a row", differences);
            lock (seen)
                if (!IsInOrder(seen, rows[book])) differences.Add("a loop got rows that there were not, or not in this order");
        }

        foreach (var seen in _lists)
        {
            await EndsOnAsync(seen, last => last.Rows.SequenceEqual(lists[^1]), "rows", differences);
            lock (seen)
            {
                if (!seen.Select(static state => state.Position).SequenceEqual(seen.Select(static state => state.Position).Order()))
                    differences.Add("a loop over rows went back");
                if (seen.Exists(state => !state.Rows.SequenceEqual(lists[(int)state.Position])))
                    differences.Add("a loop got rows that are not those of their position");
                if (seen.Zip(seen.Skip(1)).Any(static pair => pair.First.Rows.SequenceEqual(pair.Second.Rows)))
                    differences.Add("a loop got the same rows twice");
            }
        }

        return differences.ToImmutable();
    }

    private static async Task EndsOnAsync<T>(List<T> seen, Func<T, bool> isLast, string what, ImmutableArray<string>.Builder differences)
    {
        for (var begin = TimeProvider.System.GetTimestamp(); ; await Task.Delay(1))
        {
            lock (seen)
                if (seen.Count > 0 && isLast(seen[^1])) return;
            if (TimeProvider.System.GetElapsedTime(begin) < Patience) continue;
            differences.Add($"a loop over {what} did not come to the last state");
            return;
        }
    }

    /// <summary>True if what was seen is a part of the history, in its order; a slow loop leaves out some of it.</summary>
    private static bool IsInOrder(List<string> seen, List<string> history)
    {
        var next = 0;
        foreach (var state in seen)
        {
            next = history.IndexOf(state, next);
            if (next < 0) return false;
            next++;
        }

        return true;
    }

    private static void Note(List<string> history, string state)
    {
        if (history[^1] != state) history.Add(state);
    }

    private static string TextOf(BookCard? card) => card is null ? None : RowText.Of<BookCard, BookId>(card);

    private static ImmutableArray<string> TextsOf(IEnumerable<BookCard> cards) => RowText.Of<BookCard, BookId>(cards);
}
