namespace Opossum.Typed;

/// <summary>The path of an open store leads elsewhere. The message says what to do.</summary>
internal sealed class StoreMovedException(string message) : IOException(message);
