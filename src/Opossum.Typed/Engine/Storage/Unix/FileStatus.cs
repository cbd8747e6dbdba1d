using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Engine.Storage.Unix;

/// <summary>The identity and the mode of a file. Two with the same device and number are one file.</summary>
/// <param name="Major">The first half of the device's number.</param>
/// <param name="Minor">The second half.</param>
/// <param name="Number">Of the inode, on the device.</param>
/// <param name="Mode">Kind and permissions.</param>
/// <param name="BornAt">When the inode was made, in nanoseconds; 0 if the file system does not know.</param>
internal readonly record struct FileStatus(uint Major, uint Minor, ulong Number, int Mode, long BornAt)
{
    private const int StatusBytes = 256;            // more than a struct statx or stat has
    private const int KindBits = 0xF000;
    private const int DirectoryKind = 0x4000;
    private const int ModeBits = 0xFFF;

    public bool IsDirectory => (Mode & KindBits) == DirectoryKind;

    /// <summary>The permissions, with setuid, setgid and the sticky bit.</summary>
    public int Permissions => Mode & ModeBits;

    /// <summary>Something that a file keeps while it is renamed, and that a copy of it does not have.</summary>
    public string Identity => string.Create(CultureInfo.InvariantCulture, $"{Number:x}-{BornAt:x}");

    public bool IsSameFile(in FileStatus other) => (Major, Minor, Number) == (other.Major, other.Minor, other.Number);

    /// <summary>An open file; null where the system does not tell.</summary>
    public static FileStatus? Of(SafeFileHandle file)
    {
        Span<byte> status = stackalloc byte[StatusBytes];
        if (OperatingSystem.IsLinux()) return Linux(TryLinux(file, "", Statx.EmptyPath, status), status, out _);
        return Mac(Darwin.HasSuffixedNames ? Darwin.Status64(file, ref status[0]) : Darwin.Status(file, ref status[0]), status, out _);
    }

    /// <summary>A file in a directory, or what a link there leads to.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="error">Why the result is null; 0 where the system does not tell in any case.</param>
    public static FileStatus? Of(SafeFileHandle directory, string name, out int error)
    {
        Span<byte> status = stackalloc byte[StatusBytes];
        if (OperatingSystem.IsLinux()) return Linux(TryLinux(directory, name, 0, status), status, out error);
        var result = Darwin.HasSuffixedNames
            ? Darwin.StatusAt64(directory, name, ref status[0], 0)
            : Darwin.StatusAt(directory, name, ref status[0], 0);
        return Mac(result, status, out error);
    }

    /// <summary>The file that a path leads to.</summary>
    /// <inheritdoc cref="Of(SafeFileHandle, string, out int)"/>
    public static FileStatus? Of(string path, out int error)
    {
        Span<byte> status = stackalloc byte[StatusBytes];
        if (OperatingSystem.IsLinux()) return Linux(TryLinux(null, path, 0, status), status, out error);
        var result = Darwin.HasSuffixedNames ? Darwin.StatusOf64(path, ref status[0]) : Darwin.StatusOf(path, ref status[0]);
        return Mac(result, status, out error);
    }

    /// <returns>Null where the C library is from before 2018 and has no such call.</returns>
    private static int? TryLinux(SafeFileHandle? directory, string path, int flags, Span<byte> status)
    {
        try
        {
            return directory is null
                ? Libc.ExtendedStatus(Libc.CurrentDirectory, path, flags, Statx.Mask, ref status[0])
                : Libc.ExtendedStatus(directory, path, flags, Statx.Mask, ref status[0]);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static FileStatus? Linux(int? result, ReadOnlySpan<byte> status, out int error)
    {
        error = result < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (result is null or < 0) return null;
        var (major, minor) = (Read<uint>(status, Statx.Major), Read<uint>(status, Statx.Minor));
        var bornAt = (Read<uint>(status, Statx.Told) & Statx.Birth) != 0 ? Nanoseconds(status, Statx.BornAt) : 0;
        return new(major, minor, Read<ulong>(status, Statx.Number), Read<ushort>(status, Statx.Mode), bornAt);
    }

    private static FileStatus? Mac(int result, ReadOnlySpan<byte> status, out int error)
    {
        const int Device = 0, Mode = 4, Number = 8, BornAt = 80;             // of a struct stat with 64-bit inode numbers, see stat(2)
        error = result < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (result < 0) return null;
        return new(Read<uint>(status, Device), 0, Read<ulong>(status, Number), Read<ushort>(status, Mode), Nanoseconds(status, BornAt));
    }

    /// <summary>Both structures have seconds of 8 bytes, and behind them nanoseconds of at least 4.</summary>
    private static long Nanoseconds(ReadOnlySpan<byte> status, int at) =>
        Read<long>(status, at) * 1_000_000_000 + Read<uint>(status, at + sizeof(long));

    private static T Read<T>(ReadOnlySpan<byte> status, int at) where T : unmanaged => MemoryMarshal.Read<T>(status[at..]);

    /// <summary>Of linux/stat.h, the same on every architecture.</summary>
    private static class Statx
    {
        public const int EmptyPath = 0x1000;
        public const uint Birth = 0x800;
        public const uint Mask = 0x1 | 0x2 | 0x100 | Birth;     // kind, permissions, inode number; the device is always told
        public const int Told = 0;                              // which of these are
        public const int Mode = 28;
        public const int Number = 32;
        public const int BornAt = 80;
        public const int Major = 136;
        public const int Minor = 140;
    }
}
