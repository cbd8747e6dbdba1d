using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Opossum.Typed;

/// <summary>
/// How far something has got in a store, such as a copy of its events elsewhere: a position that knows its store and the event there. A
/// position alone would be taken for one of any store; a checkpoint is refused by another store, by one that a backup was restored to, and
/// by one that has other events since.
/// </summary>
/// <param name="StoreId">The id of the store.</param>
/// <param name="Position">The position of the last event that was dealt with; 0 for none.</param>
/// <param name="EventId">The id of the event at the position; empty at 0.</param>
/// <example>
/// <code>
/// var saved = File.Exists("copied") ? Checkpoint.Parse(File.ReadAllText("copied")) : await Checkpoint.AtAsync(store.Log, 0);
/// await foreach (var e in store.FollowAsync(Query.All, saved, cancellationToken: stop))
/// {
///     await CopyAsync(e);
///     File.WriteAllText("copied", store.CheckpointOf(e).ToText());
/// }
/// </code>
/// </example>
public readonly record struct Checkpoint(Guid StoreId, long Position, Guid EventId) : IParsable<Checkpoint>
{
    /// <summary>
    /// The tag epoch that the events up to the position were read at, which a follower by tags needs to be told of a retagging since; null
    /// if it is not known. <see cref="EventFeed{TEvent}.CheckpointOf"/> sets it.
    /// </summary>
    public long? TagEpoch { get; init; }

    /// <summary>The checkpoint of an event of a log, found by its position.</summary>
    /// <param name="log">The log.</param>
    /// <param name="position">The position of the event; 0 for the beginning.</param>
    /// <param name="cancellationToken">Looked at before the read.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    /// <exception cref="PositionBeyondHeadException">The position is above the head.</exception>
    public static async ValueTask<Checkpoint> AtAsync(IReadOnlyEventLog log, long position, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        if (position == 0) return new(log.StoreId, 0, Guid.Empty);
        var (id, head) = await FindAsync(log, position, cancellationToken).ConfigureAwait(false);
        return new(log.StoreId, position, id ?? throw new PositionBeyondHeadException(position, head));
    }

    /// <summary>Throws if a log does not have the history that this checkpoint was made in.</summary>
    /// <param name="log">The log to go on with.</param>
    /// <param name="cancellationToken">Looked at before the read of one event.</param>
    /// <exception cref="CheckpointException">The log is of another store, ends before the position, or has another event there.</exception>
    public async ValueTask EnsureOfAsync(IReadOnlyEventLog log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        EnsureStore(log);
        if (Position == 0) return;
        var (id, head) = await FindAsync(log, Position, cancellationToken).ConfigureAwait(false);
        if (id is null) throw CheckpointException.LongerHistory(this, head);
        if (id != EventId) throw CheckpointException.OtherHistory(this);
    }

    internal void EnsureStore(IReadOnlyEventLog log)
    {
        if (log.StoreId != StoreId) throw CheckpointException.OtherStore(this, log.StoreId);
    }

    /// <summary>
    /// All of it as text that <see cref="Parse(string)"/> reads: two ids, a position and, if it is known, the tag epoch; 80 characters or
    /// so.
    /// </summary>
    public string ToText() => TagEpoch is { } epoch
        ? string.Create(CultureInfo.InvariantCulture, $"{StoreId:N}.{Position}.{EventId:N}.{epoch}")
        : string.Create(CultureInfo.InvariantCulture, $"{StoreId:N}.{Position}.{EventId:N}");

    /// <summary>The position and the store, such as <c>17 in 0193b2a0-…</c>; use <see cref="ToText"/> to keep a checkpoint.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Position} in {StoreId:D}");

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is not the text of a checkpoint.</exception>
    public static Checkpoint Parse(string text) => TryParse(text, out var checkpoint)
        ? checkpoint
        : throw new FormatException("The text is not that of a checkpoint, which is a store's id, a position, an event's id "
            + "and perhaps a tag epoch, joined by dots. Checkpoint.ToText writes it.");

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <returns>False if it is not the text of a checkpoint.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Checkpoint checkpoint)
    {
        checkpoint = default;
        if (text?.Split('.') is not [var store, var at, var last, .. { Length: <= 1 } rest]) return false;
        if (!Guid.TryParseExact(store, "N", out var storeId) || !Guid.TryParseExact(last, "N", out var eventId)) return false;
        if (!long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return false;
        long? tagEpoch = null;
        if (rest is [var epoch])
        {
            if (!long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) return false;
            tagEpoch = seen;
        }

        checkpoint = new(storeId, position, eventId) { TagEpoch = tagEpoch };
        return true;
    }

    static Checkpoint IParsable<Checkpoint>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Checkpoint>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Checkpoint result) =>
        TryParse(s, out result);

    /// <returns>The id of the event, null if the log ends before it; and the head.</returns>
    private static async ValueTask<(Guid? Id, long Head)> FindAsync(
        IReadOnlyEventLog log, long position, CancellationToken cancellationToken)
    {
        Guid? id = null;
        for (var each = log; each is not null; each = each.Inner)
            if (each is ReadOnlyEventLog reader) await reader.Engine.AwaitUnprovenAsync(position, cancellationToken).ConfigureAwait(false);
        try
        {
            using var reader = log.Read(Query.All, new() { After = position - 1, Limit = 1 });
            while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
                while (reader.TryRead(out var e)) id = e.Id;
            return (id, reader.Head);
        }
        catch (PositionBeyondHeadException beyond)
        {
            return (null, beyond.Head);         // it names the position before, which the caller has not heard of
        }
    }
}
