namespace Opossum.Typed.Engine.Commit;

/// <summary>How the room of a segment is made ahead of its use.</summary>
internal enum SegmentRoom
{
    /// <summary>Filled with zeros: a commit then writes over blocks that are there, and a full disk shows while the room is made.</summary>
    Zeros,

    /// <summary>The file's length alone.</summary>
    Length,
}

internal static class SegmentRooms
{
    /// <summary>
    /// Copy-on-write file systems write each block to a new place anyway, so zeros would be written for nothing and reserve nothing. In
    /// memory zeros do reserve: without them a full tmpfs would end writing in the middle of a segment instead of being reported ahead.
    /// </summary>
    public static SegmentRoom For(FileSystemKind kind) => kind == FileSystemKind.CopyOnWrite ? SegmentRoom.Length : SegmentRoom.Zeros;
}
