namespace Opossum.Typed;

/// <summary>Which part of what matches to read, and in which direction. The default reads everything, forwards.</summary>
public readonly record struct ReadOptions
{
    /// <summary>Everything, from the first event to the last.</summary>
    public static ReadOptions Forward => default;

    /// <summary>Everything, from the last event to the first.</summary>
    public static ReadOptions Backwards => new() { Backward = true };

    /// <summary>Only events after this position, the event at it excluded, in either direction; 0 is the whole history.</summary>
    public long After { get; init; }

    /// <summary>The position to start at, itself included; null starts at the end that the direction starts from. Above the head, a forward read yields nothing.</summary>
    public long? From { get; init; }

    /// <summary>The position to stop at, itself included; null reads to the other end.</summary>
    public long? To { get; init; }

    /// <summary>How many matching events to read at most; null for all, 0 for none.</summary>
    public long? Limit { get; init; }

    /// <summary>Whether to read from the newest to the oldest.</summary>
    public bool Backward { get; init; }

    /// <summary>What to do with events that the model can't decode; an error unless said. For <see cref="OpossumStore"/>: a log decodes nothing, and refuses a choice.</summary>
    public UndecodableEvents Undecodable { get; init; }
}
