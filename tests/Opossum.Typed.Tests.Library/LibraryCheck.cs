using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <summary>Compares the rows of all read models with the plain fold of the same log.</summary>
public static class LibraryCheck
{
    /// <returns>What differs; nothing if all rows are right.</returns>
    public static async Task<ImmutableArray<string>> DifferencesAsync(IReadModels views, OpossumStore store)
    {
        await views.UntilAsync(store.DurableHead);
        var naive = await NaiveLibrary.FoldAsync(store);
        var differences = ImmutableArray.CreateBuilder<string>();
        await CompareAsync<BookCard, BookId>(naive.Cards);
        await CompareAsync<Loan, (BookId, ReaderId)>(naive.Loans);
        await CompareAsync<ReaderActivity, ReaderId>(naive.Activity);
        await CompareAsync<DailyFines, (DateOnly, string)>(naive.Fines);
        await CompareAsync<JournalEntry, long>(naive.Journal);
        await CompareAsync<LibraryTotals, ValueTuple>(naive.Totals);
        await CompareAsync<Branch, BranchId>(naive.Branches);
        await CompareAsync<BookRating, BookId>(naive.Ratings);
        var missed = (await views.GetStatusAsync()).Single(static status => status.Name == "book_cards").Missed;
        if (missed != naive.MissedCards) differences.Add($"book_cards missed {missed} events, not {naive.MissedCards}");
        return differences.ToImmutable();

        async Task CompareAsync<TRow, TKey>(IEnumerable<TRow> expected)
            where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
        {
            var name = ReadModelShape.Of<TRow>().Name;
            var rows = new List<TRow>();
            await foreach (var row in views.AllAsync<TRow>()) rows.Add(row);
            var (actual, wanted) = (RowText.Of<TRow, TKey>(rows), RowText.Of<TRow, TKey>(expected));
            differences.AddRange(actual.Except(wanted).Select(row => $"{name}: {row} is too much"));
            differences.AddRange(wanted.Except(actual).Select(row => $"{name}: {row} is missing"));
            if (actual.Length != wanted.Length) differences.Add($"{name} has {actual.Length} rows, not {wanted.Length}");
            var count = (await views.GetStatusAsync()).Single(status => status.Name == name).Rows;
            if (count != wanted.Length) differences.Add($"{name} says that it has {count} rows, not {wanted.Length}");
            foreach (var row in expected)
            {
                var found = await views.FindAsync(new RowKey<TRow, TKey>(TRow.KeyOf(row)));
                if (found is null) differences.Add($"{name}: a row is not found by its key");
            }
        }
    }
}
