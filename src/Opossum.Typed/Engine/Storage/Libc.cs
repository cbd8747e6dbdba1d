using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// The C library's calls that <see cref="Platform"/> and the directories of Unix need. Of variadic functions only the fixed arguments are
/// used, openat apart.
/// </summary>
internal static partial class Libc
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int Unlock = 8;
    public const int FullSync = 51;
    public const int DontNeed = 4;
    public const int NotPermitted = 1;
    public const int NotFound = 2;
    public const int Interrupted = 4;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int NotADirectory = 20;

    public static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    public static int OpenFiles => OperatingSystem.IsMacOS() ? 8 : 7;

    public static int CreateIfMissing => OperatingSystem.IsMacOS() ? 0x200 : 0x40;

    public static int Truncate => OperatingSystem.IsMacOS() ? 0x400 : 0x200;

    public static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11;

    public static int TooManyLinks => OperatingSystem.IsMacOS() ? 62 : 40;

    /// <summary>Where relative paths begin if no directory is given.</summary>
    public static int CurrentDirectory => OperatingSystem.IsMacOS() ? -2 : -100;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags);

    /// <summary>
    /// Variadic in its mode. Everywhere but on Apple's arm64 such an argument is passed as a fixed one is; there see
    /// <see cref="Unix.Darwin"/>.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int OpenAt(SafeFileHandle directory, string name, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int RenameAt(SafeFileHandle from, string name, SafeFileHandle to, string newName);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int LinkAt(SafeFileHandle from, string existing, SafeFileHandle to, string name, int flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int UnlinkAt(SafeFileHandle directory, string name, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int MakeDirectoryAt(SafeFileHandle directory, string name, int mode);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ChangeMode(SafeFileHandle file, int mode);

    /// <param name="fd">Belongs to the result from then on.</param>
    /// <returns>A DIR*; 0 if it failed.</returns>
    [LibraryImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint OpenListing(int fd);

    /// <returns>A struct dirent*; 0 at the end, and if it failed.</returns>
    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ReadListing(nint listing);

    /// <summary>
    /// The same where a struct dirent would have 32-bit fields otherwise. Some C libraries have no call of this name, and the wide fields
    /// in any case.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "readdir64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ReadListing64(nint listing);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int CloseListing(nint listing);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int DataSync(int fd);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Sync(int fd);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int FileControl(int fd, int command);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Lock(int fd, int operation);

    /// <param name="file">Any file of the file system.</param>
    /// <param name="result">The first byte of a struct statfs, whose layout differs from one architecture to another.</param>
    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int FileSystemStatus(SafeFileHandle file, ref byte result);

    /// <param name="directory">Where relative paths begin.</param>
    /// <param name="path">The file; empty for the directory itself, with the flag that says so.</param>
    /// <param name="flags">See statx(2).</param>
    /// <param name="mask">Which fields are asked for.</param>
    /// <param name="result">The first byte of a struct statx, whose layout is the same everywhere, unlike that of stat.</param>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ExtendedStatus(SafeFileHandle directory, string path, int flags, uint mask, ref byte result);

    /// <inheritdoc cref="ExtendedStatus(SafeFileHandle, string, int, uint, ref byte)"/>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ExtendedStatus(int directory, string path, int flags, uint mask, ref byte result);

    /// <param name="resource">Of what.</param>
    /// <param name="limits">The limit that counts, and behind it how far it can be raised.</param>
    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ResourceLimit(int resource, ref ulong limits);

    /// <param name="which">Whether a process, a group or a user is meant.</param>
    /// <param name="who">0: the caller, which on Linux is a thread.</param>
    /// <param name="niceness">Higher is lower in rank.</param>
    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetPriority(int which, int who, int niceness);

    [LibraryImport("libc", EntryPoint = "posix_fadvise", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Advise(int fd, long offset, long length, int advice);
}
