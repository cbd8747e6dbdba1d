namespace Opossum.Typed.Engine.Storage;

/// <summary>A file system's name and kind.</summary>
internal readonly record struct FileSystem(string Name, FileSystemKind Kind)
{
    public static FileSystem Unknown { get; } = new("unknown", FileSystemKind.Unknown);

    public static FileSystem Of(IStorage storage) => (storage as IDescribedStorage)?.FileSystem ?? Unknown;

    /// <param name="magic">What statfs calls f_type. The numbers are those of the kernel's linux/magic.h and of statfs(2), for zfs, lustre
    /// and others outside of it their own.</param>
    public static FileSystem OfMagic(uint? magic) => magic switch
    {
        0xEF53 => new("ext2/3/4", FileSystemKind.Disk),
        0x58465342 => new("xfs", FileSystemKind.Disk),
        0xF2F52010 => new("f2fs", FileSystemKind.Disk),
        0x3153464A => new("jfs", FileSystemKind.Disk),
        0x52654973 => new("reiserfs", FileSystemKind.Disk),
        0x7366746E => new("ntfs3", FileSystemKind.Disk),
        0x2011BAB0 => new("exfat", FileSystemKind.Disk),
        0x4D44 => new("vfat", FileSystemKind.Disk),
        0x9123683E => new("btrfs", FileSystemKind.CopyOnWrite),
        0x2FC12FC1 => new("zfs", FileSystemKind.CopyOnWrite),
        0xCA451A4E => new("bcachefs", FileSystemKind.CopyOnWrite),
        0x01021994 => new("tmpfs", FileSystemKind.Memory),
        0x858458F6 => new("ramfs", FileSystemKind.Memory),
        0x6969 => new("nfs", FileSystemKind.Network),
        0x517B => new("smb", FileSystemKind.Network),
        0xFF534D42 => new("cifs", FileSystemKind.Network),
        0xFE534D42 => new("smb2", FileSystemKind.Network),
        0x01021997 => new("9p", FileSystemKind.Network),
        0x00C36400 => new("ceph", FileSystemKind.Network),
        0x5346414F => new("afs", FileSystemKind.Network),
        0x0BD00BD0 => new("lustre", FileSystemKind.Network),
        0x786F4256 => new("vboxsf", FileSystemKind.Network),
        0x794C7630 => new("overlayfs", FileSystemKind.Overlay),
        0x61756673 => new("aufs", FileSystemKind.Overlay),
        0x65735546 => new("fuse", FileSystemKind.Unknown),
        _ => Unknown,
    };
}
