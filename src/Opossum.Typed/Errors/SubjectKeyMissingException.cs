using System.Globalization;

namespace Opossum.Typed;

/// <summary>
/// A sealed part has a key that the key store has never seen, and that was not erased either: the key store is older than the log, or of
/// another store.
/// </summary>
public sealed class SubjectKeyMissingException : StoreException
{
    internal SubjectKeyMissingException(ulong key)
        : base($"The key {key.ToString("x16", CultureInfo.InvariantCulture)} is not in the key store, and was not erased either: the key "
            + "store is older than the log. Restore the newest copy of the directory that OpossumOptions.Keys names.") { }
}
