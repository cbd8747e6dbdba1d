using System.Diagnostics;
using Opossum.Typed;

namespace OrderManagement;

/// <summary>What an import did.</summary>
/// <param name="AlreadyStored">Events of the log that an earlier import had stored.</param>
/// <param name="Appended">Events that this one appended; all of them on disk.</param>
/// <param name="Took">The time of the appends alone.</param>
internal sealed record ImportResult(int AlreadyStored, int Appended, TimeSpan Took);

/// <summary>The store holds something else than the start of this log.</summary>
internal sealed class OtherHistoryException(string message) : Exception(message);

/// <summary>An append failed. The message says what is stored.</summary>
internal sealed class ImportStoppedException(string message, Exception inner) : Exception(message, inner);

/// <summary>
/// Appends a log to a store, each event once: an import that was stopped goes on where it was, a finished one has nothing to do.
/// </summary>
internal static class Import
{
    /// <summary>One append is one flush: many events share it, and progress still moves.</summary>
    public const int BatchSize = 500;

    /// <param name="store">An empty store, or one with an earlier import of the same log.</param>
    /// <param name="log">All events, in order.</param>
    /// <param name="stored">Told how many events of the log are on disk, after each append.</param>
    /// <exception cref="OtherHistoryException">The store holds other events; nothing was appended.</exception>
    /// <exception cref="ImportStoppedException">
    /// An append failed; those before it are stored, and the next import goes on from there.
    /// </exception>
    public static async Task<ImportResult> RunAsync(OpossumStore store, IReadOnlyList<IEvent> log, Action<int> stored)
    {
        var already = await CountStoredAsync(store, log);
        stored(already);

        var clock = Stopwatch.StartNew();
        var done = already;
        foreach (var batch in log.Skip(already).Chunk(BatchSize))
        {
            done = await AppendAsync(store, batch, done, log.Count);
            stored(done);
        }

        return new(already, log.Count - already, clock.Elapsed);
    }

    /// <summary>
    /// Positions are dense: as long as the log is the store's only history, the last position is the number of events stored.
    /// </summary>
    private static async Task<int> AppendAsync(OpossumStore store, IEvent[] batch, int done, int total)
    {
        try
        {
            var appended = await store.AppendAsync(batch, unless: Query.All.After(done));
            return (int)appended.Last;
        }
        catch (Exception e) when (e is StoreException or AppendConditionFailedException)
        {
            throw new ImportStoppedException($"The import stopped; {done} of {total} events are stored for certain. {e.Message}", e);
        }
    }

    private static async Task<int> CountStoredAsync(OpossumStore store, IReadOnlyList<IEvent> log)
    {
        var count = 0;
        await foreach (var stored in store.ReadAsync(Query.All))
        {
            if (count == log.Count || !IsSame(stored.Event, log[count]))
                throw new OtherHistoryException($"The store's event at position {stored.Position} is not the log's event {count + 1}: "
                    + "it holds another history. Choose another --store.");
            count++;
        }

        return count;
    }

    private static bool IsSame(IEvent left, IEvent right) =>
        left.GetType() == right.GetType()
            && left is IOrderEvent one
            && right is IOrderEvent other
            && (one.LogId, one.At) == (other.LogId, other.At);
}
