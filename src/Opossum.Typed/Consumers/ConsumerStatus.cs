using System.Globalization;

namespace Opossum.Typed;

/// <summary>How a consumer is doing, at a moment.</summary>
/// <param name="Name">The consumer's name.</param>
/// <param name="State">What it does.</param>
/// <param name="Position">Every event up to here was handled or is parked.</param>
/// <param name="Lag">How many events of the log, of any type, are after the position; 0 once it has caught up.</param>
/// <param name="OldestAge">How long ago the oldest event that it has to handle was recorded; null if there is none.</param>
/// <param name="Parked">How many events are parked.</param>
/// <param name="Handled">How many events it has handled since it was started.</param>
/// <param name="PerSecond">How many events it has handled a second, on average since it was started.</param>
/// <param name="LastError">What a handler threw last, or what has stopped it; null for nothing. It stays until it is resumed.</param>
public sealed record ConsumerStatus(
    string Name, ConsumerState State, long Position, long Lag, TimeSpan? OldestAge, int Parked, long Handled, double PerSecond,
    Exception? LastError)
{
    /// <summary>Such as <c>welcome-mail: Running at 17, 3 behind, 0 parked</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {State} at {Position}, {Lag} behind, {Parked} parked");
}

/// <summary>What a consumer does.</summary>
public enum ConsumerState
{
    /// <summary>It handles events, or waits for more.</summary>
    Running,

    /// <summary>A handler has failed, and is about to be tried again.</summary>
    Retrying,

    /// <summary>It was paused.</summary>
    Paused,

    /// <summary>
    /// An event could not be handled, or the log or the progress could not be read or written: <see cref="ConsumerStatus.LastError"/>.
    /// </summary>
    Failed,

    /// <summary>It was disposed, or the log was closed.</summary>
    Closed,
}
