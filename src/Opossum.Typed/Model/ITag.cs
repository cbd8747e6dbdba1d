namespace Opossum.Typed;

/// <summary>A type that is a tag. The generator implements it, explicitly, for each value type with <see cref="TagAttribute"/>.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface ITag<TSelf> where TSelf : ITag<TSelf>
{
    /// <summary>The key, without the colon, as UTF-8.</summary>
    static abstract ReadOnlySpan<byte> Key { get; }

    /// <summary>Writes the value as UTF-8 text, in invariant form.</summary>
    /// <returns>Whether it fitted.</returns>
    static abstract bool TryFormat(TSelf tag, Span<byte> utf8, out int written);
}
