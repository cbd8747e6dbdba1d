using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Engine.Storage.Unix;

/// <summary>
/// What macOS calls or passes differently. On x64 the functions that use a struct with 64-bit inode numbers have names of their own.
/// </summary>
internal static partial class Darwin
{
    public static bool HasSuffixedNames => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    public static bool PassesVariadicArgumentsOnTheStack =>
        OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>
    /// The first eight integer arguments travel in registers, so five unused ones put the mode where a variadic argument goes: on the
    /// stack, in a slot of eight bytes.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int OpenAt(
        SafeFileHandle directory, string name, int flags, nint unused3, nint unused4, nint unused5, nint unused6, nint unused7, nint mode);

    [LibraryImport("libc", EntryPoint = "fdopendir$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint OpenListing64(int fd);

    [LibraryImport("libc", EntryPoint = "readdir$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ReadListing64(nint listing);

    /// <param name="directory">Where relative names begin.</param>
    /// <param name="name">The file.</param>
    /// <param name="result">The first byte of a struct stat.</param>
    /// <param name="flags">None.</param>
    [LibraryImport("libc", EntryPoint = "fstatat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int StatusAt(SafeFileHandle directory, string name, ref byte result, int flags);

    [LibraryImport("libc", EntryPoint = "fstatat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int StatusAt64(SafeFileHandle directory, string name, ref byte result, int flags);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Status(SafeFileHandle file, ref byte result);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Status64(SafeFileHandle file, ref byte result);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int StatusOf(string path, ref byte result);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int StatusOf64(string path, ref byte result);
}
