namespace Opossum.Typed.Engine.Log;

/// <summary>What recovery found: the segments with their indexes, and where the log goes on.</summary>
internal sealed record RecoveredLog(Segment[] Segments, Guid StoreId, int EndOffset, long NextPosition, ulong LastHash, Recovery Report);
