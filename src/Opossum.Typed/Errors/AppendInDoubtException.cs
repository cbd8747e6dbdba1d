namespace Opossum.Typed;

/// <summary>
/// The answer of an append was lost on its way, so whether its events are in the log is not known. Only a log on another machine throws it:
/// the connection broke after the append was sent. An <see cref="EmbeddedEventLog"/> always knows.
/// </summary>
/// <remarks>
/// An append with an <see cref="AppendKey"/> can be repeated: if it was written the first time, the repeated one gets the positions of the
/// first. <see cref="IReadOnlyEventLog.FindAppendAsync"/> with the same key answers without appending. Without a key, read what the append
/// would have written before you repeat it.
/// </remarks>
/// <example>
/// <code>
/// var key = AppendKey.FromGuid(commandId);
/// try
/// {
///     await store.AppendAsync(placed, key: key);
/// }
/// catch (AppendInDoubtException)
/// {
///     await store.AppendAsync(placed, key: key);      // the same key: the events are written once
/// }
/// </code>
/// </example>
public sealed class AppendInDoubtException : StoreException
{
    /// <summary>For engines.</summary>
    /// <param name="hasKey">True if the append had a key, by which it can be repeated.</param>
    /// <param name="cause">What broke.</param>
    public AppendInDoubtException(bool hasKey, Exception? cause = null)
        : base("The answer of the append was lost: whether its events were written is not known. " + (hasKey
            ? "Repeat it with the same key: it is written once."
            : "Read what it would have written before you repeat it, and give appends a key."), cause)
    {
    }
}
