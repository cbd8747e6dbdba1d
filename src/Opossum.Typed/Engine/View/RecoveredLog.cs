namespace Opossum.Typed.Engine.View;

/// <summary>What recovery found: the segments with their indexes, and where the log goes on.</summary>
/// <param name="View">The log.</param>
/// <param name="StoreId">Of the store.</param>
/// <param name="EndOffset">Where the last segment's frames end.</param>
/// <param name="NextPosition">Of the next event.</param>
/// <param name="LastHash">Of the last frame.</param>
/// <param name="Replayed">How many segments were read whole, since no run knew them.</param>
/// <param name="Report">For users.</param>
internal sealed record RecoveredLog(
    LogView View, Guid StoreId, int EndOffset, long NextPosition, ulong LastHash, int Replayed, Recovery Report);
