namespace Opossum.Typed;

/// <summary>An append was refused by its condition; nothing was written.</summary>
public sealed class AppendConditionFailedException : Exception
{
    internal AppendConditionFailedException(AppendGuard guard, long conflictingPosition)
        : base($"The append was refused: the event at position {conflictingPosition} matches its condition ({guard}).")
    {
        Guard = guard;
        ConflictingPosition = conflictingPosition;
    }

    /// <summary>The guard that refused.</summary>
    public AppendGuard Guard { get; }

    /// <summary>The position of the newest event that matches <see cref="Guard"/>.</summary>
    public long ConflictingPosition { get; }
}
