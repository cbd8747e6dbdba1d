using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>The positions of a read, both ends included; empty when <paramref name="First"/> is above <paramref name="Last"/>.</summary>
internal readonly record struct ReadBounds(long First, long Last, ReadDirection Direction)
{
    /// <exception cref="ArgumentOutOfRangeException">A position or the limit is negative.</exception>
    /// <exception cref="PositionBeyondHeadException">The position to begin at is above the head.</exception>
    public static ReadBounds Of(in ReadOptions options, long head)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.After, nameof(ReadOptions.After));
        ArgumentOutOfRangeException.ThrowIfNegative(options.From ?? 0, nameof(ReadOptions.From));
        ArgumentOutOfRangeException.ThrowIfNegative(options.To ?? 0, nameof(ReadOptions.To));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Before ?? 0, nameof(ReadOptions.Before));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit ?? 0, nameof(ReadOptions.Limit));
        if (options.Undecodable != UndecodableEvents.Fail)
            throw new ArgumentException(
                "A log decodes nothing, so it has no undecodable events; make this choice on OpossumStore.", nameof(options));
        ThrowIfBeyond(options, head);
        var (low, high) = options.Backward ? (options.To, options.From) : (options.From, options.To);
        var last = Math.Min(high ?? head, head);
        if (options.Before is { } before) last = Math.Min(last, before - 1);
        return new(Math.Max(Math.Max(low ?? 1, options.After + 1), 1), last, options.Backward
            ? ReadDirection.Backward
            : ReadDirection.Forward);
    }

    /// <summary>A read begins at a position that was learned somewhere, or right behind it; where it ends may be anywhere.</summary>
    private static void ThrowIfBeyond(in ReadOptions options, long head)
    {
        if (options.After > head) throw new PositionBeyondHeadException(options.After, head);
        if (options.From > head + 1) throw new PositionBeyondHeadException(options.From.Value, head);
        if (options.Backward && options.Before > head + 1) throw new PositionBeyondHeadException(options.Before.Value, head);
    }
}
