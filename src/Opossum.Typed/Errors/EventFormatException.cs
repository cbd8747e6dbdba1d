namespace Opossum.Typed;

/// <summary>
/// A payload is not what its event declares, or a value can't be stored. The message names the event, its position where there is one, the field and what to do.
/// </summary>
public sealed class EventFormatException : Exception
{
    internal EventFormatException(string eventName, string problem, string? field = null, long byteOffset = -1, long position = 0, Exception? inner = null)
        : base(Describe(eventName, problem, field, byteOffset, position), inner)
    {
        EventName = eventName;
        Problem = problem;
        Field = field;
        ByteOffset = byteOffset;
        Position = position;
    }

    /// <summary>The event's name in the log.</summary>
    public string EventName { get; }

    /// <summary>The path of the field, such as <c>lines[2].price</c>; null when it concerns the whole payload.</summary>
    public string? Field { get; }

    /// <summary>Where in the payload, in bytes; -1 when not known.</summary>
    public long ByteOffset { get; }

    /// <summary>The event's position in the log; 0 for an event that was about to be appended.</summary>
    public long Position { get; }

    internal string Problem { get; }

    /// <summary>The same error, of an event that was read from the log.</summary>
    internal EventFormatException At(long position) => new(EventName, Problem, Field, ByteOffset, position, InnerException);

    private static string Describe(string eventName, string problem, string? field, long byteOffset, long position)
    {
        var place = position == 0 ? "" : $" at position {position}";
        var member = field is null ? "" : $"field '{field}': ";
        var offset = byteOffset < 0 ? "" : $" (byte {byteOffset} of the payload)";
        return $"Event '{eventName}'{place}: {member}{problem}{offset}.";
    }
}
