namespace Opossum.Typed;

/// <summary>An append's key was used before, for events of another content; nothing was written.</summary>
public sealed class AppendKeyReusedException : Exception
{
    /// <summary>For engines; the message does not have the key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="earlier">Where the events of the first append with this key are.</param>
    public AppendKeyReusedException(AppendKey key, AppendResult earlier)
        : base($"The append key was used before, for the events at {earlier.First} to {earlier.Last}, whose content is another. "
            + "A key belongs to one append: use a new one.")
    {
        Key = key;
        Earlier = earlier;
    }

    /// <summary>The key; the message does not have it.</summary>
    public AppendKey Key { get; }

    /// <summary>Where the events of the first append with this key are.</summary>
    public AppendResult Earlier { get; }
}
