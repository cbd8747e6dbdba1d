namespace Opossum.Typed;

/// <summary>What opening a store found.</summary>
/// <param name="Head">The position of the last event; 0 in an empty store.</param>
/// <param name="WasClosed">Whether the store had been closed cleanly, or is new.</param>
/// <param name="CutBytes">
/// How many bytes of an interrupted, never acknowledged write were cut off the end of the log; 0 after a clean stop. After an unclean one, damage within the very last
/// flush can't be told from an interrupted write.
/// </param>
/// <param name="CutFile">The file that was cut; null when none was.</param>
/// <param name="CutOffset">Where it was cut, in bytes.</param>
public sealed record Recovery(long Head, bool WasClosed, long CutBytes, string? CutFile, long CutOffset);
