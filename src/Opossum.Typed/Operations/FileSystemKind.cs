namespace Opossum.Typed;

/// <summary>What a file system does with a file that matters to a store.</summary>
public enum FileSystemKind
{
    /// <summary>Not known: another operating system than Linux, FUSE, or one that this version has not heard of.</summary>
    Unknown = 0,

    /// <summary>Overwrites blocks in place, on a disk of this machine: ext4, xfs.</summary>
    Disk = 1,

    /// <summary>Writes each block to a new place: btrfs, zfs, bcachefs.</summary>
    CopyOnWrite = 2,

    /// <summary>Keeps files in memory: tmpfs.</summary>
    Memory = 3,

    /// <summary>Keeps files on another machine, or on the host of this one: nfs, cifs, 9p.</summary>
    Network = 4,

    /// <summary>A layer above other file systems, such as a container's own: overlayfs.</summary>
    Overlay = 5,
}
