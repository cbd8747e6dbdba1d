using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// A segment before its first event: its file, zero-filled and durable, and an index with room for what is to be expected.
/// </summary>
internal sealed record PreparedSegment(IStorageFile File, TailIndex Index);
