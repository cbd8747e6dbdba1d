namespace Opossum.Typed;

/// <summary>What <see cref="EmbeddedEventLog.VerifyAsync"/> found.</summary>
/// <param name="Head">Up to which position the log was verified: what was durable when it began.</param>
/// <param name="Segments">How many files were read.</param>
/// <param name="Frames">How many intact frames they hold: appends, and the marks of clean stops.</param>
/// <param name="Events">How many events those frames hold; equal to <paramref name="Head"/> when all is well.</param>
/// <param name="Bytes">How many bytes were looked at.</param>
/// <param name="Damage">All that is not what was written, in the log's order; empty when all is well.</param>
public sealed record LogVerification(long Head, int Segments, long Frames, long Events, long Bytes, IReadOnlyList<LogDamage> Damage)
{
    /// <summary>Whether every event is there as it was written, and can be found.</summary>
    public bool IsIntact => Damage.Count == 0;

    /// <summary>What was found in one line; <see cref="Damage"/> has the details.</summary>
    public override string ToString() =>
        $"{(IsIntact ? "intact" : $"damaged in {Damage.Count} places")}: {Events} events up to position {Head}, {Segments} files, "
        + $"{Bytes} bytes";
}

/// <summary>
/// A stretch of a log's file that is not what was written: a frame as a rule, several where nothing between them could be told apart.
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Offset">Where in the file the frame begins, in bytes.</param>
/// <param name="Length">How many bytes to the next frame that is intact or can be told apart.</param>
/// <param name="FirstPosition">The position of the first event in it; 0 when it holds none.</param>
/// <param name="LastPosition">The position of the last event in it; 0 when it holds none. Other events of the frame can be intact, and
/// reading them works.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record LogDamage(string File, long Offset, long Length, long FirstPosition, long LastPosition, string Problem)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString()
    {
        var positions = FirstPosition == 0 ? "no event" : FirstPosition == LastPosition
            ? $"position {FirstPosition}"
            : $"positions {FirstPosition} to {LastPosition}";
        return $"{File}, offset {Offset}, {Length} bytes, {positions}: {Problem}";
    }
}

/// <summary>How far a verification is.</summary>
/// <param name="Bytes">How many bytes were read.</param>
/// <param name="TotalBytes">How many there are to read.</param>
public readonly record struct VerificationProgress(long Bytes, long TotalBytes);
