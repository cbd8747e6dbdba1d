using System.Collections.Immutable;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Projecting;

/// <summary>The rows as of any position: a plain fold from the first event, made by nothing of the runtime.</summary>
internal sealed class PlainFolds
{
    private readonly List<SequencedEvent<IEvent>> _events = [];
    private readonly Dictionary<long, NaiveLibrary> _folds = [];

    /// <summary>Reads the log.</summary>
    public static async Task<PlainFolds> OfAsync(OpossumStore store)
    {
        var folds = new PlainFolds();
        await foreach (var e in store.ReadAsync(Query.All)) folds._events.Add(e);
        return folds;
    }

    /// <summary>Compares the rows of a table with what they are to be as of a position.</summary>
    /// <param name="place">Where the rows are, for the message.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows, in the order of their texts.</param>
    /// <param name="position">The position.</param>
    /// <returns>What differs; nothing if all rows are right.</returns>
    public IEnumerable<string> Differences(string place, LabTable table, ImmutableArray<string> rows, long position)
    {
        var wanted = table.RowsOf(At(position));
        if (rows.SequenceEqual(wanted, StringComparer.Ordinal)) yield break;
        yield return $"{table.Name} in {place} is not what the events up to {position} make: {rows.Length} rows, not {wanted.Length}; "
            + $"{rows.Except(wanted).Count()} of them differ, such as '{Begin(rows.Except(wanted))}', "
            + $"and {wanted.Except(rows).Count()} are missing, such as '{Begin(wanted.Except(rows))}'";
    }

    /// <summary>Compares tallies, whichever version has made them: all rows are of one.</summary>
    /// <returns>What differs; null if nothing does.</returns>
    public string? TallyDifference(IEnumerable<(Guid Book, long Version, long Lent)> tallies, long position) =>
        TallyCounts.DifferenceOf(tallies, _events.Where(e => e.Position <= position).Select(static e => e.Event).OfType<BookLent>()
            .CountBy(static e => e.Book.Value).ToDictionary(), position);

    private static string Begin(IEnumerable<string> rows) =>
        rows.FirstOrDefault() is { } row ? row[..Math.Min(row.Length, 200)] : "";

    private NaiveLibrary At(long position)
    {
        if (_folds.TryGetValue(position, out var library)) return library;
        library = new();
        foreach (var e in _events)
            if (e.Position <= position) library.Fold(e.Event, e.Position, e.Metadata);
        return _folds[position] = library;
    }
}
