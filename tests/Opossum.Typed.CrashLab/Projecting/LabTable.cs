using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Projecting;

/// <summary>A table of the library: what the plain fold says that it holds, and what it holds in memory.</summary>
internal abstract class LabTable(ReadModelDescriptor descriptor)
{
    /// <summary>All tables, of the revision of the first use.</summary>
    public static ImmutableArray<LabTable> All => field.IsDefault ? field = Create() : field;

    public ReadModelDescriptor Descriptor => descriptor;

    public string Name => Descriptor.Name;

    /// <summary>The names of all columns.</summary>
    public IEnumerable<string> Columns => Descriptor.Shape.Columns.Select(static column => column.Name);

    /// <summary>The rows, in the order of their texts.</summary>
    public abstract ImmutableArray<string> RowsOf(NaiveLibrary library);

    /// <summary>The rows in memory, and the position that they are of; null while they are built.</summary>
    public abstract (ImmutableArray<string> Rows, long Position)? RowsOf(InMemoryReadModels views);

    private static ImmutableArray<LabTable> Create() =>
    [
        new LabTable<BookCard, BookId>(static library => library.Cards),
        new LabTable<BookRating, BookId>(static library => library.Ratings),
        new LabTable<Branch, BranchId>(static library => library.Branches),
        new LabTable<DailyFines, (DateOnly, string)>(static library => library.Fines),
        new LabTable<JournalEntry, long>(static library => library.Journal),
        new LabTable<LibraryTotals, ValueTuple>(static library => library.Totals),
        new LabTable<Loan, (BookId, ReaderId)>(static library => library.Loans),
        new LabTable<ReaderActivity, ReaderId>(static library => library.Activity),
    ];
}

/// <inheritdoc/>
internal sealed class LabTable<TRow, TKey>(Func<NaiveLibrary, IEnumerable<TRow>> rows)
    : LabTable(ReadModelDescriptor.Of<Revised<TRow, TKey>, TKey>())
    where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    public override ImmutableArray<string> RowsOf(NaiveLibrary library) => TextsOf(rows(library));

    public override (ImmutableArray<string> Rows, long Position)? RowsOf(InMemoryReadModels views)
    {
        try
        {
            var (all, position) = views.GetAll<Revised<TRow, TKey>>();
            return (TextsOf(all.Select(static row => row.Row)), position);
        }
        catch (ReadModelNotReadyException)
        {
            return null;
        }
    }

    private static ImmutableArray<string> TextsOf(IEnumerable<TRow> rows) => [.. rows.Select(TextOf).Order(StringComparer.Ordinal)];

    private static string TextOf(TRow row)
    {
        var columns = new ColumnTexts();
        TRow.Write(row, ref columns);
        return columns.Text;
    }
}
