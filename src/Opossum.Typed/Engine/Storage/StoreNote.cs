namespace Opossum.Typed.Engine.Storage;

/// <summary>What the lock file of a store says to who does not hold it.</summary>
/// <param name="StoreId">The store's id; null in a store that is being made.</param>
/// <param name="IsIncomplete">True if it is the first backup of a store, and was not completed.</param>
/// <param name="IsPublishing">True if it is a backup whose files may not all have their names yet.</param>
/// <param name="KnownHead">A position that the log had reached.</param>
/// <param name="Tags">What is known of retaggings.</param>
internal sealed record StoreNote(Guid? StoreId, bool IsIncomplete, bool IsPublishing, long KnownHead, TagMark Tags);
