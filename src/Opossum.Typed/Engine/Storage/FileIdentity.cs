using System.Globalization;
using System.Runtime.InteropServices;

namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// What a file is, whatever path leads to it: links and other spellings of a path don't matter. On Linux that is the inode, elsewhere what
/// .NET can tell.
/// </summary>
internal static class FileIdentity
{
    /// <summary>
    /// Something that a file keeps while it is renamed, and that a copy of it does not have; null where that is not known.
    /// </summary>
    public static string? OfFile(string path)
    {
        if (TryGetStatus(path, out var status)) return string.Create(CultureInfo.InvariantCulture, $"{status.Inode:x}-{status.BornAt:x}");
        if (OperatingSystem.IsLinux() || !File.Exists(path)) return null;
        return File.GetCreationTimeUtc(path).Ticks.ToString("x", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a path is a directory, or leads, or once it is made will lead, to a place below it.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="path">A full path. Its end may be missing: what will be made lies below the nearest directory that is there.</param>
    public static bool Contains(string directory, string path)
    {
        if (!OperatingSystem.IsLinux()) return ContainsText(Resolve(directory), Resolve(path));
        if (!TryGetStatus(directory, out var wanted)) return ContainsText(directory, path);
        var at = path;
        FileStatus here;
        while (!TryGetStatus(at, out here))
        {
            if (Path.GetDirectoryName(at) is not { } parent) return false;
            at = parent;
        }

        // The system itself resolves "..": it leads up from where a link points to.
        while (!here.IsSameFile(wanted))
        {
            at += "/..";
            if (!TryGetStatus(at, out var above) || above.IsSameFile(here)) return false;
            here = above;
        }

        return true;
    }

    private static bool ContainsText(string directory, string path)
    {
        var comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return WithSeparator(path).StartsWith(WithSeparator(directory), comparison);
    }

    private static string WithSeparator(string path) => Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar;

    /// <summary>A full path with the target of each link on its way.</summary>
    private static string Resolve(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent) return path;
        var here = Path.Combine(Resolve(parent), Path.GetFileName(path));
        return Directory.Exists(here) && Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? target.FullName : here;
    }

    private static bool TryGetStatus(string path, out FileStatus status)
    {
        const int CurrentDirectory = -100;
        const uint Inode = 0x100;           // STATX_INO
        const uint Birth = 0x800;           // STATX_BTIME
        status = default;
        if (!OperatingSystem.IsLinux()) return false;
        Span<byte> bytes = stackalloc byte[256];
        bytes.Clear();
        try
        {
            if (Libc.ExtendedStatus(CurrentDirectory, path, flags: 0, Inode | Birth, ref bytes[0]) < 0) return false;
        }
        catch (EntryPointNotFoundException)
        {
            return false;           // a C library from before 2018
        }

        var knowsBirth = (MemoryMarshal.Read<uint>(bytes) & Birth) != 0;
        var bornAt = knowsBirth ? MemoryMarshal.Read<long>(bytes[80..]) * 1_000_000_000 + MemoryMarshal.Read<uint>(bytes[88..]) : 0;
        status = new(MemoryMarshal.Read<ulong>(bytes[136..]), MemoryMarshal.Read<ulong>(bytes[32..]), bornAt);
        return true;
    }

    /// <param name="Device">Both halves of its number.</param>
    /// <param name="Inode">On the device.</param>
    /// <param name="BornAt">When the inode was made; 0 where the file system does not say.</param>
    private readonly record struct FileStatus(ulong Device, ulong Inode, long BornAt)
    {
        public bool IsSameFile(in FileStatus other) => (Device, Inode) == (other.Device, other.Inode);
    }
}
