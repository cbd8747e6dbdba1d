namespace Opossum.Typed;

/// <summary>Something is wrong with a store itself, not with what a caller asked of it.</summary>
public abstract class StoreException : Exception
{
    private protected StoreException(string message, Exception? inner = null) : base(message, inner) { }
}
