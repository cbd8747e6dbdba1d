namespace Opossum.Typed.Engine.Read;

/// <summary>The positions of a read, both ends included; empty when <paramref name="First"/> is above <paramref name="Last"/>.</summary>
internal readonly record struct ReadBounds(long First, long Last, bool Backward)
{
    public static ReadBounds Of(in ReadOptions options, long head)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.After, nameof(ReadOptions.After));
        ArgumentOutOfRangeException.ThrowIfNegative(options.From ?? 0, nameof(ReadOptions.From));
        ArgumentOutOfRangeException.ThrowIfNegative(options.To ?? 0, nameof(ReadOptions.To));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit ?? 0, nameof(ReadOptions.Limit));
        if (options.Undecodable != UndecodableEvents.Fail) throw new ArgumentException("A log decodes nothing, so it has no undecodable events; make this choice on OpossumStore.", nameof(options));
        var (low, high) = options.Backward ? (options.To, options.From) : (options.From, options.To);
        var first = Math.Max(low ?? 1, options.After == long.MaxValue ? long.MaxValue : options.After + 1);
        return new(Math.Max(first, 1), Math.Min(high ?? head, head), options.Backward);
    }
}
