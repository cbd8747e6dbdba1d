namespace Opossum.Typed;

/// <summary>Something is wrong with a store itself, not with what a caller asked of it.</summary>
public abstract class StoreException : Exception
{
    /// <summary>For the exceptions of engines.</summary>
    /// <param name="message">What is wrong, with the way out.</param>
    /// <param name="inner">The cause.</param>
    protected StoreException(string message, Exception? inner = null) : base(message, inner) { }
}
