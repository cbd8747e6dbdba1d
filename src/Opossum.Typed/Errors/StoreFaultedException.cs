namespace Opossum.Typed;

/// <summary>
/// Writing to the store has failed, and has ended for good in this instance: after a failed write or flush nobody can tell what the disk
/// holds. Whether this append is on disk is not known. Reads go on; open the store anew to recover.
/// </summary>
public sealed class StoreFaultedException : StoreException
{
    /// <summary>For engines.</summary>
    /// <param name="cause">The failure that has ended writing.</param>
    public StoreFaultedException(Exception cause)
        : base($"Writing to the store has failed and has ended: {CauseText.Describe(cause)} Reads go on; {WayOut(cause)}", cause) { }

    /// <summary>To open a store that was moved by its old path makes a new one, or opens another.</summary>
    private static string WayOut(Exception cause) => cause is StoreMovedException
        ? "close the store, and do not open it by this path before the path leads to it again."
        : "close the store and open it again to recover.";

    /// <summary>
    /// The same failure as an exception of its own: one that is thrown again and again collects every stack trace, so it grows, and each
    /// throw takes longer.
    /// </summary>
    internal StoreFaultedException ForAnotherCaller() => new(InnerException!);
}
