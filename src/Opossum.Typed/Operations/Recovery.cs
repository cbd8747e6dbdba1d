namespace Opossum.Typed;

/// <summary>What opening a store found.</summary>
/// <param name="Head">The position of the last event; 0 in an empty store.</param>
/// <param name="WasClosed">Whether the log ends with a close frame, as a clean stop leaves it, or is empty.</param>
/// <param name="CutBytes">
/// How many bytes of an interrupted write were cut off the end of the log; 0 after a clean stop. By default none of it was ever
/// acknowledged; under deferred flushing it can have been. After an unclean stop, damage within the very last flush can't be told from an
/// interrupted write.
/// </param>
/// <param name="CutFile">The file that was cut; null when none was.</param>
/// <param name="CutOffset">Where it was cut, in bytes.</param>
public sealed record Recovery(long Head, bool WasClosed, long CutBytes, string? CutFile, long CutOffset);
