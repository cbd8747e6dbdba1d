namespace Opossum.Typed;

/// <summary>
/// A payload is not what its event declares, or a value can't be stored. The message names the event, its position where there is one, the
/// field and what to do. It never has a value: not that of the field, nor a tag's, nor a dictionary's key. What a constructor or a
/// converter of yours threw is the inner exception.
/// </summary>
public sealed class EventFormatException : Exception
{
    internal EventFormatException(
        string eventName, string problem, string? field = null, long byteOffset = -1, long position = 0, int version = 0,
        Exception? inner = null)
        : base(Describe(eventName, problem, field, byteOffset, position, version), inner)
    {
        EventName = eventName;
        Problem = problem;
        Field = field;
        ByteOffset = byteOffset;
        Position = position;
    }

    /// <summary>The event's name in the log.</summary>
    public string EventName { get; }

    /// <summary>
    /// The path of the field, such as <c>lines[2].price</c>; null when it concerns the whole payload. A dictionary's key is <c>[…]</c>, as
    /// in <c>prices[…].amount</c>.
    /// </summary>
    public string? Field { get; }

    /// <summary>Where in the payload, in bytes; -1 when not known.</summary>
    public long ByteOffset { get; }

    /// <summary>The event's position in the log; 0 for an event that was about to be appended.</summary>
    public long Position { get; }

    internal string Problem { get; }

    /// <summary>The same error, of an event that was read from the log.</summary>
    /// <param name="eventName">The name that it is stored under.</param>
    /// <param name="position">Where.</param>
    /// <param name="version">The version that is stored, where that is to be said; else 0.</param>
    internal EventFormatException ForEvent(string eventName, long position, int version = 0) =>
        new(eventName, Problem, Field, ByteOffset, position, version, InnerException);

    private static string Describe(string eventName, string problem, string? field, long byteOffset, long position, int version)
    {
        var stored = version == 0 ? "" : $" (version {version})";
        var place = position == 0 ? "" : $" at position {position}";
        var member = field is null ? "" : $"field '{field}': ";
        var offset = byteOffset < 0 ? "" : $" (byte {byteOffset} of the payload)";
        return $"Event '{eventName}'{stored}{place}: {member}{problem}{offset}.";
    }
}
