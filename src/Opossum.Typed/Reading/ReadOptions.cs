namespace Opossum.Typed;

/// <summary>
/// Which part of what matches to read, and in which direction. The default reads everything, forwards. All bounds that are given apply:
/// where they leave no position, the read yields nothing.
/// </summary>
/// <remarks>
/// A position that a read begins at must not be above the head: it was learned from another store or from a lost history, and the read
/// throws a <see cref="PositionBeyondHeadException"/>. Where a read ends, at <see cref="To"/> or, forwards, at <see cref="Before"/>, may be
/// above the head: it yields what there is.
/// </remarks>
public readonly record struct ReadOptions
{
    /// <summary>Everything, from the first event to the last.</summary>
    public static ReadOptions Forward => default;

    /// <summary>Everything, from the last event to the first.</summary>
    public static ReadOptions Backwards => new() { Backward = true };

    /// <summary>
    /// Only events after this position, the event at it excluded, in either direction; 0 is the whole history. At most the head.
    /// </summary>
    public long After { get; init; }

    /// <summary>
    /// Only events before this position, the event at it excluded, in either direction; null is the whole history. Of a backward read, at
    /// most one above the head.
    /// </summary>
    /// <example>
    /// Page from the newest event to the oldest: the next page comes before the last event of this one.
    /// <code>
    /// var page = await store.ReadAsync(query, new ReadOptions { Backward = true, Limit = 20 }).ToListAsync();
    /// var next = await store.ReadAsync(query, new ReadOptions { Backward = true, Limit = 20, Before = page[^1].Position }).ToListAsync();
    /// </code>
    /// </example>
    public long? Before { get; init; }

    /// <summary>
    /// The position to start at, itself included; null starts at the end that the direction starts from. At most one above the head.
    /// </summary>
    public long? From { get; init; }

    /// <summary>
    /// The position to stop at, itself included; null reads to the other end. Above the head, the read yields what there is.
    /// </summary>
    public long? To { get; init; }

    /// <summary>How many matching events to read at most; null for all, 0 for none.</summary>
    public long? Limit { get; init; }

    /// <summary>Whether to read from the newest to the oldest.</summary>
    public bool Backward { get; init; }

    /// <summary>
    /// What to do with events that the model can't decode; an error unless said. For <see cref="OpossumStore"/>: a log decodes nothing, and
    /// refuses a choice.
    /// </summary>
    public UndecodableEvents Undecodable { get; init; }
}
