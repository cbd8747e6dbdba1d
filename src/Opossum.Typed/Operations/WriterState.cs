namespace Opossum.Typed;

/// <summary>What the process that writes a store has published of itself.</summary>
public enum WriterState
{
    /// <summary>It has the store open; or it ended without closing it, which can't be told apart from outside.</summary>
    Open = 1,

    /// <summary>It has closed the store.</summary>
    Closed = 2,

    /// <summary>Writing has failed and has ended; the process may still read.</summary>
    Faulted = 3,
}
