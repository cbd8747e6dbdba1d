namespace Opossum.Typed;

/// <summary>A consumer runs already: two of one name would deliver each event twice and save each other's positions.</summary>
/// <param name="consumer">Its name.</param>
/// <param name="holder">Who runs it, for the message, such as <c>by this process</c>.</param>
public sealed class ConsumerRunningException(string consumer, string holder)
    : StoreException($"The consumer '{consumer}' is run {holder} already. Stop that one first, or give this one another name.")
{
    /// <summary>The consumer's name.</summary>
    public string Consumer => consumer;
}
