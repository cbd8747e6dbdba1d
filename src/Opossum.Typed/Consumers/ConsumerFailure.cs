using System.Globalization;

namespace Opossum.Typed;

/// <summary>Something that went wrong in a consumer, for <see cref="ConsumerOptions.OnFailure"/>.</summary>
/// <param name="consumer">The consumer's name.</param>
/// <param name="kind">What follows from it.</param>
/// <param name="position">The event's position.</param>
/// <param name="attempts">How often the event was tried.</param>
/// <param name="error">What was thrown.</param>
public sealed class ConsumerFailure(string consumer, ConsumerFailureKind kind, long position, int attempts, Exception? error)
{
    /// <summary>The consumer's name.</summary>
    public string Consumer => consumer;

    /// <summary>What follows from it.</summary>
    public ConsumerFailureKind Kind => kind;

    /// <summary>
    /// The position of the event; where no event is to blame, such as after a failed write of the progress, the consumer's position.
    /// </summary>
    public long Position => position;

    /// <summary>How often the event was tried; 0 if it was not.</summary>
    public int Attempts => attempts;

    /// <summary>What was thrown, and may quote what is stored; null if nothing was.</summary>
    public Exception? Error => error;

    /// <summary>
    /// Such as <c>welcome-mail: Parked at 17, attempt 10 (System.IO.IOException)</c>: the exception is named by its type, because its
    /// message may quote an event.
    /// </summary>
    public override string ToString()
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{consumer}: {kind} at {position}");
        if (attempts > 0) what = string.Create(CultureInfo.InvariantCulture, $"{what}, attempt {attempts}");
        return error is null ? what : $"{what} ({error.GetType()})";
    }
}

/// <summary>What follows from a failure.</summary>
public enum ConsumerFailureKind
{
    /// <summary>The event is tried again. This is told after its first attempt, not after further ones.</summary>
    Retried,

    /// <summary>The event is parked; without an attempt if it is behind another one of its key.</summary>
    Parked,

    /// <summary>The consumer has stopped until it is resumed or started again.</summary>
    Stopped,

    /// <summary>
    /// The consumer was closed while a handler ran that ignores its token. The event is delivered again at the next start.
    /// </summary>
    Abandoned,
}
